package io.github.gigachat.spring.ai;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Shows GigaChat, beside Spring AI's {@code @Tool} on a method, what a user may say and
 * the arguments to call the method with. It takes effect through
 * {@link GigaChatTools#from(Object...)}.
 */
@Documented
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(FewShotExamples.class)
public @interface FewShotExample {

	/**
	 * What the user says.
	 * @return the user's words, not blank
	 */
	String request();

	/**
	 * The arguments that the method is then to be called with.
	 * @return the text of a JSON object, by the names of the method's parameters
	 */
	String params() default "{}";

}
