package io.github.gigachat.benchmarks.micro;

import io.github.gigachat.spring.ai.internal.schema.FunctionSchemas;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Adapts the schema of a function to the service's dialect.
 */
@State(Scope.Benchmark)
public class SchemaBenchmark {

	private final String schema = Samples.schema(0);

	private final FunctionSchemas known = new FunctionSchemas();

	/**
	 * Adapts a schema for the first time.
	 * @return the adapted schema
	 */
	@Benchmark
	public Object cold() {
		return new FunctionSchemas().parameters(this.schema);
	}

	/**
	 * Looks up a schema that was adapted before.
	 * @return the adapted schema
	 */
	@Benchmark
	public Object cached() {
		return this.known.parameters(this.schema);
	}

}
