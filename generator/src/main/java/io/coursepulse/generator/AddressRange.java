package io.coursepulse.generator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.SplittableRandom;

/**
 * A network from which visitors' addresses are drawn.
 *
 * @param network its first address, 4 or 16 bytes
 * @param prefix its prefix length in bits
 */
record AddressRange(byte[] network, int prefix) {

    /** Reads {@code 113.64.0.0/11} or {@code 2409:8a00::/24}. */
    static AddressRange of(String cidr) {
        int slash = cidr.indexOf('/');
        try {
            // No lookup: the address is literal.
            byte[] network = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
            return new AddressRange(network, Integer.parseInt(cidr.substring(slash + 1)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not a valid network: " + cidr, e);
        }
    }

    /** A random address of it, as a web server writes it. */
    String draw(SplittableRandom random) {
        byte[] address = network.clone();
        for (int i = 0; i < address.length; i++) {
            int fixedBits = Math.max(0, Math.min(8, prefix - 8 * i));
            address[i] |= (byte) (random.nextInt(256) & (0xff >> fixedBits));
        }
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
