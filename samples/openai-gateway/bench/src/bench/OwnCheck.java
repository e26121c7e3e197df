package bench;

import java.io.IOException;
import java.util.function.Predicate;

/**
 * Checks that the load finds the faults it looks for, by an upstream that makes them.
 */
final class OwnCheck {

	private final Trial trial;

	OwnCheck(Trial trial) {
		this.trial = trial;
	}

	void run() throws IOException, InterruptedException {
		expect(Script.Fault.NONE, Call::isRight);
		expect(Script.Fault.LOSE, (call) -> call.lost == 1 && call.reordered == 0 && !call.isRight());
		expect(Script.Fault.SWAP, (call) -> call.lost == 0 && call.reordered == 1 && !call.isRight());
		expect(Script.Fault.CUT, (call) -> call.lost == 10 && !call.isEnded() && !call.isRight());
		expect(Script.Fault.REFUSE, (call) -> call.status == 500 && !call.isRight());
		openUntilLeft();
	}

	/** Checks that a stream without end is open until its connection is closed. */
	private void openUntilLeft() throws IOException, InterruptedException {
		UpstreamState state = this.trial.state();
		Trial.Running running = this.trial.begin(this.trial.direct(), 3, true,
				new Script(20, 0, 0, Script.Fault.SILENCE));
		Thread.sleep(1000);
		boolean counted = state.open() == 3 && state.left() == 0 && running.over().getCount() == 3;
		this.trial.loop().execute(() -> running.calls().forEach(Call::leave));
		running.await();
		if (!counted || state.openAfter(10) != 0 || state.left() != 3) {
			throw Bench.failed("the upstream does not count its chats");
		}
	}

	private void expect(Script.Fault fault, Predicate<Call> expected) throws IOException, InterruptedException {
		Script script = new Script(20, 0, 0, fault);
		Call call = this.trial.all(this.trial.direct(), 1, true, script).get(0);
		if (!expected.test(call)) {
			throw Bench.failed("the load does not find the fault " + fault);
		}
	}

}
