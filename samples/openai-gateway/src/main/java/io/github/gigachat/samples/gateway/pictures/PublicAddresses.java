package io.github.gigachat.samples.gateway.pictures;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Distinguishes addresses of the internet from those of inner networks.
 */
final class PublicAddresses {

	private PublicAddresses() {
	}

	/** Returns whether an address belongs to the internet. */
	static boolean contain(InetAddress address) {
		if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
				|| address.isSiteLocalAddress() || address.isMulticastAddress()) {
			return false;
		}
		byte[] bytes = address.getAddress();
		return (address instanceof Inet4Address) ? isPublic4(bytes)
				: address instanceof Inet6Address && isPublic6(bytes);
	}

	private static boolean isPublic4(byte[] bytes) {
		int first = bytes[0] & 0xff;
		int second = bytes[1] & 0xff;
		int third = bytes[2] & 0xff;
		boolean carrierGrade = first == 100 && second >= 64 && second < 128;
		boolean special = first == 192 && second == 0 && (third == 0 || third == 2);
		boolean benchmark = first == 198 && (second == 18 || second == 19);
		boolean documentation = (first == 198 && second == 51 && third == 100)
				|| (first == 203 && second == 0 && third == 113);
		return first != 0 && first < 224 && !carrierGrade && !special && !benchmark && !documentation;
	}

	/**
	 * Only 2000::/3 is assigned to the internet. Its transition ranges hide IPv4
	 * addresses.
	 */
	private static boolean isPublic6(byte[] bytes) {
		boolean global = (bytes[0] & 0xe0) == 0x20;
		boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
		boolean special = bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] & 0xfe) == 0;
		boolean documentation = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0d && (bytes[3] & 0xff) == 0xb8;
		return global && !sixToFour && !special && !documentation;
	}

}
