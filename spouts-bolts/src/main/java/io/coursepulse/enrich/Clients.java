package io.coursepulse.enrich;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import nl.basjes.parse.useragent.UserAgent;
import nl.basjes.parse.useragent.UserAgentAnalyzerDirect;

/**
 * Identifies the client by its user agent, with Yauaa and the data file {@code clients.txt} next to this class.
 *
 * <p>Yauaa needs 1 to 2 ms per user agent, some seconds to initialize, and 110 MB. So there is one instance per
 * process, and the results for the last 50,000 user agents are cached (some 20 MB): as many as a batch has lines by
 * default, so that a batch which timed out over new user agents finds them cached when it is replayed. The cache is
 * strictly LRU, not Caffeine, whose admission policy may drop new entries, which a replay needs. Thread-safe.
 */
public final class Clients {

    static final String FILE = "clients.txt";

    /** Longer user agents are not parsed; they are {@link Client#TOO_LONG}. */
    public static final int MAX_LENGTH = 1_024;

    private static final int MAX_CACHED = 50_000;
    private static final String NAMES = "[A-Za-z0-9-]{1,32}";

    /** Yauaa's device and agent classes of robots. */
    private static final Set<String> ROBOTS = Set.of("Robot", "Robot Mobile", "Robot Imitator");

    private static final class Shared {
        private static final Clients CLIENTS = new Clients();
    }

    private final UserAgentAnalyzerDirect yauaa = UserAgentAnalyzerDirect.newBuilder()
            .hideMatcherLoadStats()
            .dropTests()
            .withFields(UserAgent.AGENT_NAME, UserAgent.AGENT_CLASS, UserAgent.DEVICE_CLASS)
            .immediateInitialization()
            .build();
    private final Map<String, String> nameByText = new LinkedHashMap<>();
    private final Map<String, String> nameByAgent = new HashMap<>();
    private final Map<String, Client> known = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Client> eldest) {
            return size() > MAX_CACHED;
        }
    };

    private Clients() {
        for (String[] row : DataFile.rows(FILE, "\t")) {
            if (!row[0].matches(NAMES)) {
                throw new IllegalStateException("Invalid client name in clients.txt: " + row[0] + " (must be 1 to 32"
                        + " letters, digits or -)");
            }
            for (int i = 1; i < row.length; i++) {
                if (row[i].startsWith("*")) {
                    nameByText.put(row[i].substring(1), row[0]);
                } else {
                    nameByAgent.put(row[i], row[0]);
                }
            }
        }
    }

    /** The process's instance, created at the first call. */
    public static Clients shared() {
        return Shared.CLIENTS;
    }

    /** The client of a user agent as it is in a log; {@link Client#UNKNOWN} if it is empty. Never throws. */
    public Client of(byte[] bytes) {
        if (bytes.length > MAX_LENGTH) {
            return Client.TOO_LONG;
        }
        String userAgent = new String(Escapes.unescapeLogField(bytes), StandardCharsets.UTF_8);
        synchronized (known) {
            Client client = known.get(userAgent);
            if (client != null) {
                return client;
            }
        }
        Client client = of(userAgent);
        synchronized (known) {
            known.put(userAgent, client);
        }
        return client;
    }

    /** The client of an unescaped user agent, without the cache. */
    public Client of(String userAgent) {
        if (userAgent.isBlank()) {
            return Client.UNKNOWN;
        }
        UserAgent agent = yauaa.parse(userAgent);
        String device = agent.getValue(UserAgent.DEVICE_CLASS);
        if (ROBOTS.contains(device) || ROBOTS.contains(agent.getValue(UserAgent.AGENT_CLASS))) {
            return new Client(Client.ROBOT, device, true);
        }
        return new Client(name(userAgent, agent.getValue(UserAgent.AGENT_NAME)), device, false);
    }

    private String name(String userAgent, String agent) {
        for (Map.Entry<String, String> entry : nameByText.entrySet()) {
            if (userAgent.contains(entry.getKey())) {
                return entry.getValue();
            }
        }
        return nameByAgent.getOrDefault(agent, Client.OTHER);
    }
}
