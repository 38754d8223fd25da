package io.coursepulse.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares our engines with Matomo's list of hundreds: common engines must have the same hosts and parameters. */
class MatomoSearchEnginesTest {

    private static final Path DATA = Path.of("shared", "data", "matomo_SearchEngines.yml");

    /** Our engines by their names in Matomo's list, which also contains partners and misspellings. */
    private static final Map<String, String> ENGINES = Map.ofEntries(
            Map.entry("baidu", "baidu"),
            Map.entry("sogou", "sogou"),
            Map.entry("so", "so"),
            Map.entry("haosou", "so"),
            Map.entry("toutiao", "toutiao"),
            Map.entry("bing", "bing"),
            Map.entry("google", "google"),
            Map.entry("yandex", "yandex"),
            Map.entry("duckduckgo", "duckduckgo"),
            Map.entry("ecosia", "ecosia"),
            Map.entry("startpage", "startpage"),
            Map.entry("qwant", "qwant"),
            Map.entry("ask", "ask"));

    private static final Pattern OWN_DOMAIN = Pattern.compile("(?:.*\\.)?([a-z]+)\\.(?:[a-z]+|[a-z]{2,3}\\.[a-z]{2})");

    /** Hosts of an engine with the same parameters. */
    private record Entry(String engine, List<String> hosts, List<String> parameters) {}

    private final SearchEngines engines = SearchEngines.shared();

    /** Parses the subset of YAML that the list uses: engines, items, lists, values. */
    private static List<Entry> entries() throws IOException {
        Path folder = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        while (folder != null && !Files.isReadable(folder.resolve(DATA))) {
            folder = folder.getParent();
        }
        assumeTrue(folder != null, "no " + DATA + " next to the repository");
        List<Entry> entries = new ArrayList<>();
        String engine = "";
        String list = "";
        for (String line : Files.readAllLines(folder.resolve(DATA), StandardCharsets.UTF_8)) {
            String text = line.strip().replaceFirst("^- ", "").replaceAll("^'(.*)'$", "$1");
            if (!line.startsWith(" ") && line.endsWith(":")) {
                engine = line.substring(0, line.length() - 1).replaceAll("^['\"](.*)['\"]$", "$1");
            } else if (line.strip().equals("-")) {
                entries.add(new Entry(engine, new ArrayList<>(), new ArrayList<>()));
            } else if (line.endsWith(":")) {
                list = text;
            } else if (line.strip().startsWith("- ")) {
                Entry entry = entries.get(entries.size() - 1);
                switch (list) {
                    case "urls:" -> entry.hosts().add(text.replace("{}", "de").replaceFirst("/.*", ""));
                    case "params:" -> entry.parameters().add(text);
                    default -> {}
                }
            }
        }
        return entries;
    }

    @Test
    void hostsAndParametersMatchMatomo() throws IOException {
        List<String> missed = new ArrayList<>();
        int hosts = 0;
        for (Entry entry : entries()) {
            for (String host : entry.hosts()) {
                Matcher domain = OWN_DOMAIN.matcher(host);
                String ours = domain.matches() ? ENGINES.get(domain.group(1)) : null;
                if (ours != null) {
                    hosts++;
                    if (!engines.ofHost(host).equals(Optional.of(ours)) || !findsKeyword(ours, host, entry)) {
                        missed.add(entry.engine() + " " + host + " " + entry.parameters());
                    }
                }
            }
        }
        assertThat(hosts).isGreaterThan(90);
        assertThat(missed).isEmpty();
    }

    private boolean findsKeyword(String engine, String host, Entry entry) {
        return entry.parameters().stream()
                .map(parameter -> ("http://" + host + "/?" + parameter + "=k").getBytes(StandardCharsets.UTF_8))
                .anyMatch(referrer -> engines.keyword(engine, referrer).isPresent());
    }
}
