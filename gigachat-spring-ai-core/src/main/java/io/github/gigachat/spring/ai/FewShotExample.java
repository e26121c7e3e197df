package io.github.gigachat.spring.ai;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Adds an example of a call to a method annotated with Spring AI's {@code @Tool}: a
 * user's request, and the arguments to call the method with. GigaChat sends few-shot
 * examples to the model with the tool. The annotation takes effect through
 * {@link GigaChatTools#from(Object...)}.
 */
@Documented
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(FewShotExamples.class)
public @interface FewShotExample {

	/**
	 * The request of the user.
	 * @return the user's words, not blank
	 */
	String request();

	/**
	 * The arguments of the call that answers the request.
	 * @return the text of a JSON object whose properties have the names of the method's
	 * parameters
	 */
	String params() default "{}";

}
