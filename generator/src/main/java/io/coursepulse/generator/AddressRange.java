package io.coursepulse.generator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.SplittableRandom;

/**
 * A network that visitors' addresses are drawn from.
 *
 * @param network its first address, 4 or 16 bytes
 * @param prefix the bits that all of its addresses share
 */
record AddressRange(byte[] network, int prefix) {

    /** Reads {@code 113.64.0.0/11} or {@code 2409:8a00::/24}. */
    static AddressRange of(String cidr) {
        int slash = cidr.indexOf('/');
        try {
            // A literal address is not looked up.
            byte[] network = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
            return new AddressRange(network, Integer.parseInt(cidr.substring(slash + 1)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no network: " + cidr, e);
        }
    }

    /** One of its addresses, as a web server writes it. */
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
