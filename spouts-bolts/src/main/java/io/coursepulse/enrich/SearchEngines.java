package io.coursepulse.enrich;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Identifies the search engine and the search terms by the referrer. The engines are in the data file {@code
 * search-engines.txt} next to this class. Immutable.
 */
public final class SearchEngines {

    static final String FILE = "search-engines.txt";

    private static final String ANY_SUFFIX = ".*";
    private static final String GBK = "gbk";

    private static final SearchEngines SHARED = new SearchEngines();

    private final Map<String, String> engineByDomain = new HashMap<>();
    private final Map<String, String> engineByName = new HashMap<>();
    private final Map<String, List<String>> parametersByEngine = new HashMap<>();
    private final Set<String> withGbk = new HashSet<>();

    private SearchEngines() {
        DataFile.rows(FILE, "\\s+").forEach(this::add);
    }

    /** The engines of the data file, which is read once. */
    public static SearchEngines shared() {
        return SHARED;
    }

    private void add(String[] fields) {
        List<String> parameters = new ArrayList<>();
        for (int i = 1; i < fields.length; i++) {
            if (fields[i].startsWith("?")) {
                parameters.add(fields[i].substring(1));
            } else if (fields[i].equals(GBK)) {
                withGbk.add(fields[0]);
            } else if (fields[i].endsWith(ANY_SUFFIX)) {
                engineByName.put(fields[i].substring(0, fields[i].length() - ANY_SUFFIX.length()), fields[0]);
            } else {
                engineByDomain.put(fields[i], fields[0]);
            }
        }
        parametersByEngine.put(fields[0], parameters);
    }

    /** The engine of a host; a port after the host is ignored. */
    public Optional<String> ofHost(String host) {
        int port = host.indexOf(':');
        String domain = (port < 0 ? host : host.substring(0, port)).toLowerCase(Locale.ROOT);
        while (true) {
            String engine = engineByDomain.get(domain);
            int dot = domain.indexOf('.');
            if (engine == null && dot > 0 && isPublicSuffix(domain.substring(dot + 1))) {
                engine = engineByName.get(domain.substring(0, dot));
            }
            if (engine != null || dot < 0) {
                return Optional.ofNullable(engine);
            }
            domain = domain.substring(dot + 1);
        }
    }

    /** One label, or a second-level one before a country: {@code com}, {@code de}, {@code com.hk}, {@code co.jp}. */
    private static boolean isPublicSuffix(String suffix) {
        int dot = suffix.indexOf('.');
        return dot < 0 || dot <= 3 && suffix.indexOf('.', dot + 1) < 0 && suffix.length() - dot - 1 == 2;
    }

    /**
     * The keyword that a visitor searched for.
     *
     * @param engine an engine as returned by {@link #ofHost}
     * @param referrer the URL of the result page as it is in a log
     * @return empty if the URL does not contain it, as with most engines today
     */
    public Optional<String> keyword(String engine, byte[] referrer) {
        for (String parameter : parametersByEngine.getOrDefault(engine, List.of())) {
            Optional<String> keyword = QueryString.value(referrer, parameter, withGbk.contains(engine));
            if (keyword.isPresent()) {
                return keyword;
            }
        }
        return Optional.empty();
    }

    /** The start of the host in a URL, after {@code ://}; {@code end} if the URL has no scheme. */
    public static int hostStart(byte[] bytes, int start, int end) {
        for (int i = start; i + 2 < end; i++) {
            if (bytes[i] == ':' && bytes[i + 1] == '/' && bytes[i + 2] == '/') {
                return i + 3;
            }
            if (bytes[i] == '/' || bytes[i] == '?') {
                return end;
            }
        }
        return end;
    }

    /** The end of the host and port. */
    public static int hostEnd(byte[] bytes, int hostStart, int end) {
        int hostEnd = hostStart;
        while (hostEnd < end && bytes[hostEnd] != '/' && bytes[hostEnd] != '?' && bytes[hostEnd] != '#') {
            hostEnd++;
        }
        return hostEnd;
    }
}
