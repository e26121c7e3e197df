package io.github.gigachat.samples.gateway.access;

import java.util.List;

/**
 * A client with a key.
 */
final class GatewayKey implements Caller {

	private final String name;

	private final byte[] hash;

	private final Permissions permissions;

	private final KeyLimits limits;

	GatewayKey(String name, byte[] hash, Permissions permissions, KeyLimits limits) {
		this.name = name;
		this.hash = hash;
		this.permissions = permissions;
		this.limits = limits;
	}

	byte[] hash() {
		return this.hash;
	}

	KeyLimits limits() {
		return this.limits;
	}

	@Override
	public String id() {
		return this.name;
	}

	@Override
	public boolean mayUse(String upstream, String asked, List<String> names) {
		return this.permissions.include(upstream, asked, names);
	}

	@Override
	public void charge(long tokens) {
		this.limits.charge(tokens);
	}

}
