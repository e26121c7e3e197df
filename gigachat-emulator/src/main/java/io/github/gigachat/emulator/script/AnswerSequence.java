package io.github.gigachat.emulator.script;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The answers of a rule, in order. The last one is repeated.
 * 
 * @param <R> the type of the requests
 */
public final class AnswerSequence<R> {

	private final ReentrantLock lock = new ReentrantLock();

	private final List<Function<R, ScriptedAnswer>> answers = new ArrayList<>();

	private int given;

	public void add(Function<R, ScriptedAnswer> answer) {
		this.lock.lock();
		try {
			this.answers.add(answer);
		}
		finally {
			this.lock.unlock();
		}
	}

	public void changeLast(UnaryOperator<ScriptedAnswer> change) {
		this.lock.lock();
		try {
			int last = this.answers.size() - 1;
			this.answers.set(last, this.answers.get(last).andThen(change));
		}
		finally {
			this.lock.unlock();
		}
	}

	public void clear() {
		this.lock.lock();
		try {
			this.answers.clear();
			this.given = 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean isEmpty() {
		this.lock.lock();
		try {
			return this.answers.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Returns the answer to the next request, or the default answer if there is none.
	 */
	ScriptedAnswer next(R request) {
		// outside the lock, because a user's function may be slow
		return take().apply(request);
	}

	/**
	 * Writes the reply to the next request, with the endpoint's own reply as the default.
	 */
	public Reply reply(R request, Supplier<Reply> own) {
		ScriptedAnswer answer = next(request);
		Reply scripted = ErrorReplies.scripted(answer.content());
		return ((scripted != null) ? scripted : own.get()).withHeaders(answer.headers()).withDelay(answer.delay());
	}

	private Function<R, ScriptedAnswer> take() {
		this.lock.lock();
		try {
			if (this.answers.isEmpty()) {
				return (request) -> ScriptedAnswer.DEFAULT;
			}
			int index = Math.min(this.given, this.answers.size() - 1);
			this.given = index + 1;
			return this.answers.get(index);
		}
		finally {
			this.lock.unlock();
		}
	}

}
