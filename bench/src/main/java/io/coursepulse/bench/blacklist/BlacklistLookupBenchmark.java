package io.coursepulse.bench.blacklist;

import io.coursepulse.blacklist.Blacklist;
import io.coursepulse.blacklist.BlacklistEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time to look up a client's address in a blacklist of many networks, including parsing the address from the log's
 * bytes. Half of the networks are IPv4's, /16 to /32, half are IPv6's, /32 to /64; the addresses are
 * many and random, and every second one is on the list.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class BlacklistLookupBenchmark {

    private static final int ADDRESSES = 1 << 16;
    private static final int MAX_ADDRESS_LENGTH = 40;

    /** The number of networks on the list. */
    @Param({"100", "100000"})
    int networks;

    private Blacklist blacklist;
    private byte[] ipv4;
    private byte[] ipv6;
    private int next;

    @Setup
    public void setUp() {
        Random random = new Random(20171111);
        List<BlacklistEntry> entries = new ArrayList<>();
        List<long[]> starts = new ArrayList<>();
        for (int i = 0; i < networks; i++) {
            long bits = random.nextLong();
            starts.add(new long[] {bits, i % 2});
            entries.add(BlacklistEntry.parse(
                    i % 2 == 0
                            ? ipv4(bits) + "/" + (16 + random.nextInt(17))
                            : ipv6(bits, 0) + "/" + (32 + random.nextInt(33))));
        }
        blacklist = new Blacklist(1, entries);
        ipv4 = new byte[ADDRESSES * MAX_ADDRESS_LENGTH];
        ipv6 = new byte[ADDRESSES * MAX_ADDRESS_LENGTH];
        for (int i = 0; i < ADDRESSES; i++) {
            long listed = starts.get(2 * random.nextInt(networks / 2))[0];
            put(ipv4, i, ipv4(i % 2 == 0 ? listed : random.nextLong()));
            listed = starts.get(2 * random.nextInt(networks / 2) + 1)[0];
            put(ipv6, i, ipv6(i % 2 == 0 ? listed : random.nextLong(), random.nextLong()));
        }
    }

    private static void put(byte[] all, int at, String address) {
        byte[] bytes = address.getBytes(StandardCharsets.US_ASCII);
        all[at * MAX_ADDRESS_LENGTH] = (byte) bytes.length;
        System.arraycopy(bytes, 0, all, at * MAX_ADDRESS_LENGTH + 1, bytes.length);
    }

    private static String ipv4(long bits) {
        return (bits >>> 56) + "." + (bits >>> 48 & 255) + "." + (bits >>> 40 & 255) + "." + (bits >>> 32 & 255);
    }

    private static String ipv6(long high, long low) {
        return "%x:%x:%x:%x:%x:%x:%x:%x"
                .formatted(
                        high >>> 48,
                        high >>> 32 & 0xffff,
                        high >>> 16 & 0xffff,
                        high & 0xffff,
                        low >>> 48,
                        low >>> 32 & 0xffff,
                        low >>> 16 & 0xffff,
                        low & 0xffff);
    }

    private boolean blocks(byte[] addresses) {
        int start = (next++ & ADDRESSES - 1) * MAX_ADDRESS_LENGTH;
        return blacklist.blocksClient(addresses, start + 1, start + 1 + addresses[start]);
    }

    /** Looks up an IPv4 address. */
    @Benchmark
    public boolean ipv4Address() {
        return blocks(ipv4);
    }

    /** Looks up an IPv6 address in its full form. */
    @Benchmark
    public boolean ipv6Address() {
        return blocks(ipv6);
    }
}
