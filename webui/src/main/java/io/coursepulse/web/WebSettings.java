package io.coursepulse.web;

import io.coursepulse.config.Settings;
import io.coursepulse.web.catalogue.Catalogue;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The section {@code web}.
 *
 * @param host the address to bind; the standard is the loopback address, as nobody is asked for a password
 * @param port 0 takes any free one
 * @param tls speak HTTPS; absent for plain HTTP
 * @param password what readers are asked for; empty lets everybody read
 * @param adminToken what changes need; empty refuses all changes
 * @param limits what one address may ask for
 * @param catalogue the courses' titles
 * @param nimbus the Nimbus servers that tell how the topologies run, not resolved; empty if nobody is asked
 * @param stormUi where Storm UI is, for a link
 */
public record WebSettings(
        String host,
        int port,
        Optional<Tls> tls,
        String password,
        String adminToken,
        Limits limits,
        Catalogue catalogue,
        List<InetSocketAddress> nimbus,
        Optional<URI> stormUi) {

    /** A password for people is checked against what can be guessed in a day at the pace that is allowed. */
    private static final int SHORTEST_SECRET = 8;

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern ADDRESS = Pattern.compile("([^:\\s]+):(\\d{1,5})");

    public WebSettings {
        nimbus = List.copyOf(nimbus);
    }

    /**
     * PEM files.
     *
     * @param certificate the chain
     * @param key the private key, PKCS #8
     */
    public record Tls(Path certificate, Path key) {}

    /**
     * What one address may ask for. Behind a proxy, addresses are those that its {@code X-Forwarded-For} ends with.
     *
     * @param requestsPerSecond over some time; five seconds' worth may come at once
     * @param livePerAddress open WebSockets
     * @param live open WebSockets of all addresses
     */
    public record Limits(int requestsPerSecond, int livePerAddress, int live, boolean behindProxy) {
        static final Limits STANDARD = new Limits(100, 200, 20_000, false);

        private static Limits of(Settings settings, boolean behindProxy) {
            return new Limits(
                    settings.number("requests-per-second", STANDARD.requestsPerSecond(), 1, 1_000_000),
                    settings.number("live-per-address", STANDARD.livePerAddress(), 1, 1_000_000),
                    settings.number("live", STANDARD.live(), 1, 1_000_000),
                    behindProxy);
        }
    }

    /** The standard, at that port. */
    public static WebSettings atPort(int port) {
        return new WebSettings(
                "127.0.0.1",
                port,
                Optional.empty(),
                "",
                "",
                Limits.STANDARD,
                Catalogue.EMPTY,
                List.of(),
                Optional.empty());
    }

    static WebSettings of(Settings settings) {
        boolean behindProxy = settings.flag("behind-proxy", false);
        return new WebSettings(
                settings.string("host", "127.0.0.1"),
                settings.number("port", 8080, 0, HIGHEST_PORT),
                settings.section("tls", WebSettings::tls),
                secret(settings, "password"),
                secret(settings, "admin-token"),
                settings.section("limits", limits -> Limits.of(limits, behindProxy)),
                catalogue(settings),
                nimbus(settings),
                stormUi(settings));
    }

    private static String secret(Settings settings, String key) {
        String secret = settings.secret(key);
        if (!secret.isEmpty() && secret.length() < SHORTEST_SECRET) {
            settings.addError(key, "is shorter than " + SHORTEST_SECRET + " characters");
        }
        return secret;
    }

    private static Optional<Tls> tls(Settings settings) {
        String certificate = settings.string("certificate", "");
        String key = settings.string("key", "");
        if (certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Tls(readable(settings, "certificate", certificate), readable(settings, "key", key)));
    }

    private static Path readable(Settings settings, String key, String name) {
        Path file = Path.of(name);
        if (name.isEmpty()) {
            settings.addError(key, "is missing: TLS needs both a certificate and its key, as PEM files");
        } else if (!Files.isReadable(file)) {
            settings.addError(key, "is " + name + ", which does not exist or cannot be read");
        }
        return file;
    }

    private static Catalogue catalogue(Settings settings) {
        String name = settings.string("catalogue", "");
        if (name.isEmpty()) {
            return Catalogue.EMPTY;
        }
        try {
            return Catalogue.read(Path.of(name));
        } catch (Catalogue.CatalogueException e) {
            settings.addError("catalogue", "is wrong: " + e.getMessage());
            return Catalogue.EMPTY;
        }
    }

    private static List<InetSocketAddress> nimbus(Settings settings) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String server : settings.string("nimbus", "").split(",")) {
            if (server.isBlank()) {
                continue;
            }
            Matcher address = ADDRESS.matcher(server.strip());
            if (address.matches() && Integer.parseInt(address.group(2)) <= HIGHEST_PORT) {
                servers.add(InetSocketAddress.createUnresolved(address.group(1), Integer.parseInt(address.group(2))));
            } else {
                settings.addError("nimbus", "has \"" + server.strip() + "\", but must be host:port,host:port");
            }
        }
        return servers;
    }

    private static Optional<URI> stormUi(Settings settings) {
        String address = settings.string("storm-ui", "");
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(address);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException e) {
            // Noted below.
        }
        settings.addError("storm-ui", "is \"" + address + "\", but must be an address such as http://nimbus:8080");
        return Optional.empty();
    }
}
