package io.coursepulse.web.attack;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ways to write the path of a request so that one reader of it takes it for another path than the next one does. */
public final class PathSpellings {

    private static final List<String> OPEN_PREFIXES = List.of("/assets", "/login", "/healthz", "/assets/style.css");

    private PathSpellings() {}

    /** Spellings of {@code path}, which begins with a slash; the first one is the path itself. */
    public static List<String> of(String path) {
        String bare = path.substring(1);
        Stream<String> throughOpenPaths = OPEN_PREFIXES.stream()
                .flatMap(open -> Stream.of(
                        open + "/.." + up(open) + path,
                        open + "/%2e%2e" + up(open) + path,
                        open + "/.%2E" + up(open) + path,
                        open + "/..%2f" + bare,
                        open + "/x/../.." + up(open) + path,
                        open + "/..;" + path,
                        open + "/..\\" + bare,
                        open + "%00" + path));
        return Stream.concat(
                        Stream.of(
                                path,
                                path + "/",
                                path + "//",
                                "/." + path,
                                "/%2e" + path,
                                "//" + bare,
                                "///" + bare,
                                "/%2f" + bare,
                                path + "?x=/assets/",
                                path + "?/../assets/style.css",
                                path + "#/assets/",
                                path + ";x=/assets/",
                                path + "%20",
                                path + "%00",
                                path + "/.",
                                path + "/x/..",
                                path.toUpperCase(Locale.ROOT),
                                percentEncoded(path),
                                "http://127.0.0.1" + path,
                                "http://127.0.0.1/assets/.." + path,
                                "http://user@127.0.0.1/assets/%2e%2e" + path,
                                "/assets/%252e%252e" + path,
                                "/assets/%c0%ae%c0%ae" + path),
                        throughOpenPaths)
                .toList();
    }

    /** Out of the folders of an open path, but its first. */
    private static String up(String open) {
        return "/..".repeat((int) open.chars().filter(each -> each == '/').count() - 1);
    }

    private static String percentEncoded(String path) {
        return path.chars()
                .mapToObj(each -> each == '/' ? "/" : "%" + Integer.toHexString(each))
                .collect(Collectors.joining());
    }
}
