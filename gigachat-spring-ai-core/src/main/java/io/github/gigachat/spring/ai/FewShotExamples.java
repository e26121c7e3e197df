package io.github.gigachat.spring.ai;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Container annotation for several {@link FewShotExample}s of one method.
 */
@Documented
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
public @interface FewShotExamples {

	/**
	 * The examples.
	 * @return the examples in order
	 */
	FewShotExample[] value();

}
