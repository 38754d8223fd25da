package io.coursepulse.enrich;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which search engine sent a visitor, by the referrer's host. The engines stand in the data file
 * {@code search-engines.txt} beside this class. Immutable.
 */
public final class SearchEngines {

    private static final String ANY_SUFFIX = ".*";

    private final Map<String, String> engineByDomain = new HashMap<>();
    private final Map<String, String> engineByName = new HashMap<>();

    private SearchEngines() {}

    /** The engines of the data file. */
    public static SearchEngines load() {
        SearchEngines engines = new SearchEngines();
        try (InputStream file = SearchEngines.class.getResourceAsStream("search-engines.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(engines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return engines;
    }

    private void add(String line) {
        String[] fields = line.strip().split("\\s+");
        for (int i = 1; i < fields.length; i++) {
            if (fields[i].endsWith(ANY_SUFFIX)) {
                engineByName.put(fields[i].substring(0, fields[i].length() - ANY_SUFFIX.length()), fields[0]);
            } else {
                engineByDomain.put(fields[i], fields[0]);
            }
        }
    }

    /** The engine whose host this is; a port behind the host does not matter. */
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

    /** One label, or a second-level one in front of a country: {@code com}, {@code de}, {@code com.hk}, {@code co.jp}. */
    private static boolean isPublicSuffix(String suffix) {
        int dot = suffix.indexOf('.');
        return dot < 0 || dot <= 3 && suffix.indexOf('.', dot + 1) < 0 && suffix.length() - dot - 1 == 2;
    }
}
