package io.coursepulse.web;

import io.coursepulse.config.Settings;
import io.coursepulse.web.catalogue.Catalogue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
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
 * @param host the address to bind; by default the loopback address, because there is no password by default
 * @param port 0 takes any free one
 * @param tls for HTTPS; empty for plain HTTP
 * @param password needed for reading; if empty, everybody may read
 * @param adminToken needed for changes; if empty, changes are disabled
 * @param limits on requests and WebSockets
 * @param proxies those in front of the server
 * @param hostNames names besides addresses and {@code host} that the server answers to
 * @param catalogue the courses' titles
 * @param nimbus the Nimbus servers to ask for the state of the topologies, not resolved; may be empty
 * @param stormUi the address of Storm UI, for a link
 */
public record WebSettings(
        String host,
        int port,
        Optional<Tls> tls,
        String password,
        String adminToken,
        Limits limits,
        Proxies proxies,
        List<String> hostNames,
        Catalogue catalogue,
        List<InetSocketAddress> nimbus,
        Optional<URI> stormUi) {

    /** Long enough against guessing at the rate that {@code AccessControl} allows. */
    private static final int MIN_SECRET_LENGTH = 8;

    private static final int MAX_PROXIES = 10;
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
    private static final int MAX_PORT = 65_535;
    private static final Pattern ADDRESS = Pattern.compile("([^:\\s]+):(\\d{1,5})");

    public WebSettings {
        nimbus = List.copyOf(nimbus);
        hostNames = List.copyOf(hostNames);
    }

    /**
     * PEM files.
     *
     * @param certificate the chain
     * @param key the private key, PKCS #8
     */
    public record Tls(Path certificate, Path key) {}

    /**
     * Limits on requests and WebSockets.
     *
     * @param requestsPerSecond per address, on average; bursts of five seconds' worth are allowed
     * @param livePerAddress open WebSockets per address
     * @param live open WebSockets in total
     */
    public record Limits(int requestsPerSecond, int livePerAddress, int live) {
        private static Limits of(Settings settings) {
            return new Limits(
                    settings.number("requests-per-second", 1, 1_000_000),
                    settings.number("live-per-address", 1, 1_000_000),
                    settings.number("live", 1, 1_000_000));
        }
    }

    /**
     * The proxies in front of the server, through which every request comes.
     *
     * @param number how many; 0 for none
     * @param header to which each of them appends the address that it was asked from
     */
    public record Proxies(int number, ProxyHeader header) {

        /** Clients ask the server itself. */
        public static final Proxies NONE = new Proxies(0, ProxyHeader.X_FORWARDED_FOR);

        private static Proxies of(Settings settings) {
            boolean behindProxy = settings.flag("behind-proxy");
            int number = settings.number("proxies", 1, MAX_PROXIES);
            ProxyHeader header = settings.choice("proxy-header", ProxyHeader.class);
            return behindProxy ? new Proxies(number, header) : NONE;
        }
    }

    /** Where a proxy names the client. */
    public enum ProxyHeader {
        /** {@code X-Forwarded-For: 203.0.113.7, 198.51.100.2}. */
        X_FORWARDED_FOR,
        /** RFC 7239: {@code Forwarded: for=203.0.113.7, for="[2001:db8::1]:4711"}. */
        FORWARDED
    }

    /** The defaults, on that port. */
    public static WebSettings defaultsOnPort(int port) {
        return Settings.parse("web.port = " + port, settings -> settings.section("web", WebSettings::of));
    }

    static WebSettings of(Settings settings) {
        String password = secret(settings, "password");
        String adminToken = secret(settings, "admin-token");
        if (!password.isEmpty() && password.equals(adminToken)) {
            settings.addError("admin-token", "is the same as web.password: everybody who may read could make changes");
        }
        return new WebSettings(
                host(settings),
                settings.number("port", 0, MAX_PORT),
                settings.section("tls", WebSettings::tls),
                password,
                adminToken,
                settings.section("limits", Limits::of),
                Proxies.of(settings),
                hostNames(settings),
                catalogue(settings),
                nimbus(settings),
                stormUi(settings));
    }

    private static String host(Settings settings) {
        String host = settings.string("host");
        try {
            InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            settings.addError(
                    "host",
                    "is \"" + host
                            + "\", which has no address; use a name or address of this machine, or 0.0.0.0 for all");
        }
        return host;
    }

    private static String secret(Settings settings, String key) {
        String secret = settings.secret(key);
        if (!secret.isEmpty() && secret.length() < MIN_SECRET_LENGTH) {
            settings.addError(key, "is shorter than " + MIN_SECRET_LENGTH + " characters");
        }
        return secret;
    }

    private static Optional<Tls> tls(Settings settings) {
        String certificate = settings.optional("certificate").orElse("");
        String key = settings.optional("key").orElse("");
        if (certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> certificateFile = readable(settings, "certificate", certificate);
        Optional<Path> keyFile = readable(settings, "key", key);
        if (certificateFile.isPresent() && keyFile.isPresent()) {
            Optional<String> wrong = TlsFiles.problemOfCertificate(certificateFile.get());
            wrong.ifPresent(problem -> settings.addError("certificate", problem));
            if (wrong.isEmpty()) {
                TlsFiles.problemOfKey(certificateFile.get(), keyFile.get())
                        .ifPresent(problem -> settings.addError("key", problem));
            }
        }
        return Optional.of(new Tls(Path.of(certificate), Path.of(key)));
    }

    private static Optional<Path> readable(Settings settings, String key, String name) {
        Path file = Path.of(name);
        if (name.isEmpty()) {
            settings.addError(key, "is missing: TLS needs both a certificate and its key, as PEM files");
        } else if (!Files.isReadable(file)) {
            settings.addError(key, "is " + name + ", which does not exist or cannot be read");
        } else {
            return Optional.of(file);
        }
        return Optional.empty();
    }

    private static List<String> hostNames(Settings settings) {
        List<String> names = settings.commaSeparated("host-names");
        names.stream()
                .filter(name -> !HOST_NAME.matcher(name).matches())
                .forEach(name -> settings.addError(
                        "host-names",
                        "has \"" + name + "\", but must be names such as stats.example.com, without ports"));
        return names;
    }

    private static Catalogue catalogue(Settings settings) {
        Optional<String> name = settings.optional("catalogue");
        if (name.isEmpty()) {
            return Catalogue.EMPTY;
        }
        try {
            return Catalogue.read(Path.of(name.get()));
        } catch (Catalogue.CatalogueException e) {
            settings.addError("catalogue", "is wrong: " + e.getMessage());
            return Catalogue.EMPTY;
        }
    }

    private static List<InetSocketAddress> nimbus(Settings settings) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String server : settings.commaSeparated("nimbus")) {
            Matcher address = ADDRESS.matcher(server);
            if (address.matches() && Integer.parseInt(address.group(2)) <= MAX_PORT) {
                servers.add(InetSocketAddress.createUnresolved(address.group(1), Integer.parseInt(address.group(2))));
            } else {
                settings.addError("nimbus", "has \"" + server + "\", but must be host:port,host:port");
            }
        }
        return servers;
    }

    private static Optional<URI> stormUi(Settings settings) {
        Optional<String> address = settings.optional("storm-ui");
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(address.get());
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        settings.addError(
                "storm-ui", "is \"" + address.get() + "\", but must be an address such as http://nimbus:8080");
        return Optional.empty();
    }
}
