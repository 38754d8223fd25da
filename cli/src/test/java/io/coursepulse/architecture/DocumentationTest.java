package io.coursepulse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The targets of the documents' links exist. */
class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("(?:\\]\\(|src=\"|srcset=\")([^)\"\\s]+)[)\"]");
    private static final Pattern CODE_BLOCK = Pattern.compile("^```.*?^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        try (Stream<Path> top = Files.list(ArchitectureTest.PROJECT)) {
            for (Path entry : top.toList()) {
                String name = entry.getFileName().toString();
                if (name.endsWith(".md")) {
                    documents.add(entry);
                } else if (Files.isRegularFile(entry.resolve("pom.xml")) || name.equals("docs")) {
                    try (Stream<Path> files = Files.list(entry)) {
                        files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
                    }
                }
            }
        }
        return documents;
    }

    @Test
    void linksHaveTargets() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> documents = documents();
        assertThat(documents).hasSizeGreaterThan(5);
        for (Path document : documents) {
            String text = CODE_BLOCK.matcher(Files.readString(document)).replaceAll("");
            for (String link :
                    LINK.matcher(text).results().map(match -> match.group(1)).toList()) {
                if (!link.contains(":") && !exists(document, link)) {
                    broken.add(document + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean exists(Path document, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    /** The names that GitHub gives to headings. */
    private static Set<String> anchors(Path document) {
        try {
            return HEADING.matcher(Files.readString(document))
                    .results()
                    .map((MatchResult heading) -> heading.group(1)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
                            .replace(' ', '-'))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyModuleHasReadme() throws IOException {
        try (Stream<Path> files = Files.walk(ArchitectureTest.PROJECT, 3)) {
            assertThat(files.filter(file -> file.endsWith("pom.xml"))
                            .map(Path::getParent)
                            .filter(module -> !module.startsWith(ArchitectureTest.PROJECT.resolve("sandbox/servers"))
                                    || module.endsWith("servers"))
                            .filter(module -> !Files.exists(module.resolve("README.md"))))
                    .as("sandbox/servers speaks for the class paths of its servers")
                    .isEmpty();
        }
    }
}
