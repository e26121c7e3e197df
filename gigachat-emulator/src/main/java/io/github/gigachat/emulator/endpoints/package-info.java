/**
 * The endpoints of the service, and the tokens, quotas, files and models behind them.
 * <p>
 * {@code EmulatorService} checks the access of a request and passes it to its endpoint.
 * {@code ChatEndpoint} and {@code EmbeddingsEndpoint} check a request by the
 * {@code rules} and answer it by script or with a generated answer; {@code OAuthEndpoint}
 * and {@code PasswordEndpoint} issue tokens; {@code ResourceEndpoints} has all other
 * endpoints. {@code IssuedTokens}, {@code Quotas}, {@code FileStore} and
 * {@code ModelCatalog} hold the state of the emulated service.
 * <p>
 * The package ties the others together; only the root package uses it. Implementation of
 * the emulator, not for users.
 */
@NullMarked
package io.github.gigachat.emulator.endpoints;

import org.jspecify.annotations.NullMarked;
