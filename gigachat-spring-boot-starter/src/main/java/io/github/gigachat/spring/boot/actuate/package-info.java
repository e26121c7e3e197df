/**
 * Actuator integration.
 * <p>
 * {@link GigaChatEndpoint} is the endpoint {@code gigachat}, which shows the connection,
 * lists the models and refreshes the token. {@link GigaChatHealthIndicator} is the health
 * of the connection; the result of a check is shared between callers for a short time,
 * and a check never holds up requests of the application. {@link GigaChatInfoContributor}
 * adds the service and the models in use to {@code info}. None of them shows a secret.
 * <p>
 * The package uses {@code GigaChatApi}. It must not depend on {@code autoconfigure},
 * which creates its beans.
 */
@NullMarked
package io.github.gigachat.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
