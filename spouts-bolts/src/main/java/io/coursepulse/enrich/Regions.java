package io.coursepulse.enrich;

import io.coursepulse.network.Addresses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.dreamlu.mica.ip2region.core.IpAddress;
import net.dreamlu.mica.ip2region.core.IpV6Searcher;
import net.dreamlu.mica.ip2region.core.Searcher;

/**
 * Looks up the region of an address: an ISO 3166 code of {@link RegionCodes}.
 *
 * <p>ip2region's own lookup creates a string each time, for IPv6 many objects. As only the region is needed, not the
 * city, street and provider, adjacent ranges are merged into two sorted arrays of a few MB when the data is loaded
 * (half a second), and a lookup is an allocation-free binary search. Immutable and thread-safe.
 */
public final class Regions {

    static final String IPV4_DATA = "/ip2region/ip2region.xdb";
    static final String IPV6_DATA = "/ip2region/ipv6wry.db";

    private static final class Shared {
        private static final Regions REGIONS = load();
    }

    private final List<String> codes;
    private final Ranges ipv4;
    private final Ranges ipv6;

    private Regions(List<String> codes, Ranges ipv4, Ranges ipv6) {
        this.codes = codes;
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    /** The process's instance, loaded at the first call. */
    public static Regions shared() {
        return Shared.REGIONS;
    }

    private static Regions load() {
        Codes codes = new Codes();
        Ranges ipv4 = ipv4(data(IPV4_DATA), codes);
        Ranges ipv6 = ipv6(data(IPV6_DATA), codes);
        return new Regions(List.copyOf(codes.byNumber), ipv4, ipv6);
    }

    /**
     * The region of the address in {@code bytes[start, end)}; {@link RegionCodes#NONE} for a host name or anything else
     * that is not an address. Never throws.
     */
    public String of(byte[] bytes, int start, int end) {
        long address = Addresses.ipv4(bytes, start, end);
        if (address != Addresses.NO_IPV4) {
            return codes.get(ipv4.valueAt(address));
        }
        int[] groups = Addresses.ipv6(bytes, start, end);
        if (groups == null) {
            return RegionCodes.NONE;
        }
        long high = Addresses.high(groups);
        if (high == 0 && groups[4] == 0 && groups[5] == 0xffff) {
            // An IPv4 client of a server that listens on an IPv6 socket.
            return codes.get(ipv4.valueAt((long) groups[6] << 16 | groups[7]));
        }
        return codes.get(ipv6.valueAt(high));
    }

    /**
     * The layout of xdb 2.0: a header with the start and end of the index; index entries of first and last address,
     * length and position.
     */
    private static Ranges ipv4(byte[] data, Codes codes) {
        Ranges.Builder ranges = new Ranges.Builder(Integer.SIZE);
        Map<Long, Short> codeByPlace = new HashMap<>();
        long next = 0;
        long lastEntry = Searcher.getIntLong(data, 12);
        for (int at = Searcher.getInt(data, 8); at <= lastEntry; at += Searcher.SEGMENT_INDEX_SIZE) {
            long first = Searcher.getIntLong(data, at);
            if (first > next) {
                ranges.add(next, Codes.NONE);
            }
            int length = Searcher.getInt2(data, at + 8);
            long place = Searcher.getIntLong(data, at + 10);
            ranges.add(first, codeByPlace.computeIfAbsent(place, any -> codes.ofIpv4(data, place, length)));
            next = Searcher.getIntLong(data, at + 4) + 1;
        }
        return ranges.build();
    }

    /**
     * The layout of ipv6wry: index entries of the upper half of the first address and the record's position,
     * little-endian.
     */
    private static Ranges ipv6(byte[] data, Codes codes) {
        IpV6Searcher records = IpV6Searcher.newWithBuffer(data);
        ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        int entrySize = data[6] + data[7];
        int index = Math.toIntExact(bytes.getLong(16));
        Ranges.Builder ranges = new Ranges.Builder(Long.SIZE);
        Map<Integer, Short> codeByRecord = new HashMap<>();
        for (long i = 0; i < bytes.getLong(8); i++) {
            int at = Math.toIntExact(index + i * entrySize);
            long first = bytes.getLong(at);
            int record = bytes.getShort(at + 8) & 0xffff | bytes.get(at + 10) << 16;
            ranges.add(first, codeByRecord.computeIfAbsent(record, any -> codes.ofIpv6(records, first)));
        }
        return ranges.build();
    }

    private static byte[] data(String name) {
        try (InputStream data = Searcher.class.getResourceAsStream(name)) {
            return data.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers the codes in order of first occurrence; 0 is no region. */
    private static final class Codes {

        static final short NONE = 0;

        private final RegionCodes names = RegionCodes.load();
        private final List<String> byNumber = new ArrayList<>(List.of(RegionCodes.NONE));
        private final Map<String, Short> numbers = new HashMap<>(Map.of(RegionCodes.NONE, NONE));

        /** Parses {@code country|area|province|city|provider}. */
        short ofIpv4(byte[] data, long place, int length) {
            String text = new String(data, Math.toIntExact(place), length, StandardCharsets.UTF_8);
            String[] fields = text.split("\\|", -1);
            return number(names.code(fields[0], fields[2]));
        }

        short ofIpv6(IpV6Searcher records, long first) {
            byte[] address = ByteBuffer.allocate(16).putLong(first).array();
            var record = records.query(IpAddress.fromBytesV6(address));
            return number(names.code(record.getCountry(), record.getProvince()));
        }

        private short number(String code) {
            return numbers.computeIfAbsent(code, added -> {
                byNumber.add(added);
                return (short) (byNumber.size() - 1);
            });
        }
    }
}
