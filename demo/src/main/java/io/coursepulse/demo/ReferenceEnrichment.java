package io.coursepulse.demo;

import io.coursepulse.enrich.Client;
import io.coursepulse.enrich.Clients;
import io.coursepulse.enrich.RegionCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dreamlu.mica.ip2region.core.IpAddress;
import net.dreamlu.mica.ip2region.core.IpInfo;
import net.dreamlu.mica.ip2region.core.IpV6Searcher;
import net.dreamlu.mica.ip2region.core.Searcher;

/** Looks up regions with ip2region's own searcher, and clients with Yauaa, for {@link LogRecount}. */
final class ReferenceEnrichment {

    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})(?:\\.|$)){4}(?<!\\.)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9A-Fa-f]{2})|(.))", Pattern.DOTALL);

    /** Yauaa's device classes that are counted under their own name. */
    private static final Map<String, String> DEVICES = Map.of(
            "Desktop", "Desktop",
            "Phone", "Phone",
            "Mobile", "Phone",
            "Tablet", "Tablet",
            "TV", "TV",
            "Set-top box", "TV",
            "Unknown", "Unknown",
            "Unclassified", "Unknown",
            "Anonymized", "Unknown");

    private final RegionCodes names = RegionCodes.load();
    private final Searcher ipv4;
    private final IpV6Searcher ipv6 = IpV6Searcher.newWithBuffer(data("/ip2region/ipv6wry.db"));
    private final Map<String, Client> clients = new HashMap<>();

    ReferenceEnrichment() {
        try {
            ipv4 = Searcher.newWithBuffer(data("/ip2region/ip2region.xdb"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] data(String name) {
        try (InputStream data = Searcher.class.getResourceAsStream(name)) {
            return data.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The region of an address in a log. */
    String region(String client) {
        if (!IPV4.matcher(client).matches() && !client.contains(":")) {
            return RegionCodes.NONE;
        }
        try {
            // No name lookup: the address is literal.
            InetAddress address = InetAddress.getByName(client.replaceFirst("%.*", ""));
            if (address instanceof Inet4Address) {
                long number = ByteBuffer.wrap(address.getAddress()).getInt() & 0xffffffffL;
                String[] region = ipv4.search(number).split("\\|");
                return names.code(region[0], region[2]);
            }
            IpInfo region = ipv6.query(IpAddress.fromBytesV6(address.getAddress()));
            return names.code(region.getCountry(), region.getProvince());
        } catch (UnknownHostException e) {
            return RegionCodes.NONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The client of a user agent in a log, one char per byte; null if the log has none. */
    Client client(String escaped) {
        if (escaped == null || escaped.equals("-")) {
            return Client.UNKNOWN;
        }
        return escaped.length() > Clients.MAX_LENGTH
                ? Client.TOO_LONG
                : clients.computeIfAbsent(
                        decodeUtf8(escaped), text -> Clients.shared().of(text));
    }

    /** The device of a client. */
    static String device(Client client) {
        return client.robot() ? "Robot" : DEVICES.getOrDefault(client.device(), "Other");
    }

    private static String decodeUtf8(String text) {
        return new String(unescape(text).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Unescapes a field that the web server escaped; one char per byte. */
    static String unescape(String escaped) {
        return ESCAPE.matcher(escaped).replaceAll(ReferenceEnrichment::decodeEscape);
    }

    private static String decodeEscape(MatchResult escape) {
        String hex = escape.group(1);
        return Matcher.quoteReplacement(
                hex == null ? escape.group(2) : String.valueOf((char) Integer.parseInt(hex, 16)));
    }
}
