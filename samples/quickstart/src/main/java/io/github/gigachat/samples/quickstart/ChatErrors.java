package io.github.gigachat.samples.quickstart;

import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Translates the provider's failures to HTTP problem details.
 */
@RestControllerAdvice
class ChatErrors {

	/**
	 * Handles failures that may pass by themselves.
	 * @param failure the failure
	 * @return 503
	 */
	@ExceptionHandler
	ProblemDetail passing(TransientAiException failure) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, Failures.line(failure));
	}

	/**
	 * Handles failures that need a correction.
	 * @param failure the failure
	 * @return 502
	 */
	@ExceptionHandler
	ProblemDetail lasting(NonTransientAiException failure) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, Failures.line(failure));
	}

}
