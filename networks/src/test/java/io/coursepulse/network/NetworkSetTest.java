package io.coursepulse.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compares the set with the definition: an address is in a network if it has the same prefix. */
class NetworkSetTest {

    /** Few leading bytes, so that networks overlap, and the boundaries of IPv4-mapped addresses. */
    private static final List<String> PREFIXES =
            List.of("::", "::fffe:ffff:0:0", "::ffff:0:0", "::1:0:0:0", "2001:db8::", "ffff:ffff:ffff:ffff::");

    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    void containsExactlyTheAddressesOfItsNetworks(
            @ForAll("networks") List<Network> networks, @ForAll("addresses") byte[] address) {
        boolean expected = networks.stream().anyMatch(network -> contains(network, address));
        assertThat(contains(new NetworkSet(networks), ipv6(address))).isEqualTo(expected);
        if (isIpv4(address)) {
            assertThat(contains(new NetworkSet(networks), ipv4(address))).isEqualTo(expected);
        }
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void containsFirstAndLastAddressOfNetwork(@ForAll("network") Network network) {
        NetworkSet set = new NetworkSet(List.of(network));
        assertThat(contains(set, ipv6(bytes(network.high(), network.low())))).isTrue();
        assertThat(contains(set, ipv6(bytes(network.lastHigh(), network.lastLow()))))
                .isTrue();
        assertThat(contains(set, ipv6(next(bytes(network.lastHigh(), network.lastLow()), 1))))
                .isEqualTo(network.prefix() == 0);
        assertThat(contains(set, ipv6(next(bytes(network.high(), network.low()), -1))))
                .isEqualTo(network.prefix() == 0);
    }

    @Example
    void neverContainsInvalidAddresses() {
        NetworkSet everything = new NetworkSet(List.of(Network.parse("::/0")));
        assertThat(contains(everything, "203.0.113.7")).isTrue();
        for (String no : List.of("example.com", "", "-", "unix:", "203.0.113", "::g")) {
            assertThat(contains(everything, no)).as(no).isFalse();
        }
    }

    @Example
    void emptySetContainsNothing() {
        NetworkSet empty = new NetworkSet(List.of());
        assertThat(contains(empty, "203.0.113.7")).isFalse();
        assertThat(contains(empty, "2001:db8::1")).isFalse();
    }

    @Provide
    Arbitrary<byte[]> addresses() {
        Arbitrary<byte[]> near = Combinators.combine(
                        Arbitraries.of(PREFIXES), Arbitraries.integers().between(-300, 300))
                .as((prefix, distance) -> next(address(prefix), distance));
        Arbitrary<byte[]> anywhere = Arbitraries.bytes().array(byte[].class).ofSize(16);
        return Arbitraries.oneOf(near, near, anywhere);
    }

    @Provide
    Arbitrary<Network> network() {
        return Combinators.combine(addresses(), Arbitraries.integers().between(0, 128))
                .as((address, prefix) -> new Network(number(address, 0), number(address, 8), prefix));
    }

    @Provide
    Arbitrary<List<Network>> networks() {
        Arbitrary<Network> narrow = Combinators.combine(
                        addresses(), Arbitraries.integers().between(116, 128))
                .as((address, prefix) -> new Network(number(address, 0), number(address, 8), prefix));
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(20, narrow), net.jqwik.api.Tuple.of(1, network()))
                .list()
                .ofMaxSize(30);
    }

    private static boolean contains(NetworkSet set, String text) {
        byte[] padded = ("xx" + text + "xx").getBytes(StandardCharsets.US_ASCII);
        return set.contains(padded, 2, padded.length - 2);
    }

    private static boolean contains(Network network, byte[] address) {
        byte[] first = bytes(network.high(), network.low());
        return IntStream.range(0, network.prefix())
                .allMatch(bit -> (first[bit / 8] >> 7 - bit % 8 & 1) == (address[bit / 8] >> 7 - bit % 8 & 1));
    }

    private static boolean isIpv4(byte[] address) {
        return number(address, 0) == 0 && number(address, 8) >>> 32 == 0xffff;
    }

    private static String ipv4(byte[] address) {
        return (address[12] & 0xff) + "." + (address[13] & 0xff) + "." + (address[14] & 0xff) + "."
                + (address[15] & 0xff);
    }

    private static String ipv6(byte[] address) {
        return new Network(number(address, 0), number(address, 8), 128).toString();
    }

    private static byte[] address(String text) {
        try {
            byte[] bytes = InetAddress.getByName(text).getAddress();
            return bytes.length == 16
                    ? bytes
                    : bytes(
                            0,
                            0xffff_0000_0000L
                                    | number(new byte[] {0, 0, 0, 0, bytes[0], bytes[1], bytes[2], bytes[3]}, 0));
        } catch (UnknownHostException e) {
            throw new AssertionError(text, e);
        }
    }

    private static byte[] next(byte[] address, int distance) {
        BigInteger all = BigInteger.ONE.shiftLeft(128);
        BigInteger next = new BigInteger(1, address)
                .add(BigInteger.valueOf(distance))
                .add(all)
                .mod(all);
        return bytes(next.shiftRight(64).longValue(), next.longValue());
    }

    private static byte[] bytes(long high, long low) {
        return java.nio.ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    private static long number(byte[] bytes, int at) {
        return java.nio.ByteBuffer.wrap(bytes).getLong(at);
    }
}
