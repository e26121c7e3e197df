package io.github.gigachat.samples.quickstart;

import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * The provider's failures as HTTP problems.
 */
@RestControllerAdvice
class ChatErrors {

	/**
	 * What may pass by itself.
	 * @param failure the failure
	 * @return 503
	 */
	@ExceptionHandler
	ProblemDetail passing(TransientAiException failure) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, Failures.line(failure));
	}

	/**
	 * What will not.
	 * @param failure the failure
	 * @return 502
	 */
	@ExceptionHandler
	ProblemDetail lasting(NonTransientAiException failure) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, Failures.line(failure));
	}

}
