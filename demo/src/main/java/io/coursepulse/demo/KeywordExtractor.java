package io.coursepulse.demo;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Extracts the search keyword from a result page's URL with regular expressions, for {@link LogRecount}. */
final class KeywordExtractor {

    private static final int MAX_LENGTH = 64;

    /** Query parameters by engine, in order of precedence. */
    private static final Map<String, List<String>> PARAMETERS = new HashMap<>();

    static {
        List.of("bing q Q", "google q query as_q", "baidu wd word kw", "chinaso q wd", "yahoo p q", "yandex text q")
                .forEach(KeywordExtractor::put);
        List.of("sogou query keyword", "petal query", "naver query", "startpage query", "toutiao keyword")
                .forEach(KeywordExtractor::put);
        List.of("so q", "sm q", "youdao q", "duckduckgo q", "daum q", "ecosia q", "brave q", "qwant q", "seznam q")
                .forEach(KeywordExtractor::put);
        put("ask q");
    }

    private static final Set<String> CHINESE_ENGINES =
            Set.of("baidu", "sogou", "so", "sm", "toutiao", "youdao", "chinaso");
    private static final Charset GBK = Charset.forName("GBK");
    private static final Pattern COMMON_GBK = Pattern.compile("\\p{ASCII}*(?:[\\xb0-\\xf7][\\xa1-\\xfe]\\p{ASCII}*)+");
    private static final Pattern PERCENT_ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");

    private KeywordExtractor() {}

    private static void put(String engineAndParameters) {
        List<String> words = List.of(engineAndParameters.split(" "));
        PARAMETERS.put(words.get(0), words.subList(1, words.size()));
    }

    /**
     * The keyword to count; empty if there is none.
     *
     * @param engine the search engine of the page
     * @param address the URL, one char per byte
     */
    static String keyword(String engine, String address) {
        for (String parameter : PARAMETERS.get(engine)) {
            Optional<String> value = value(address, parameter)
                    .map(KeywordExtractor::percentDecoded)
                    .map(bytes -> CHINESE_ENGINES.contains(engine)
                            ? decodeChinese(bytes, value(address, "ie").orElse(""))
                            : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                    .filter(text -> !text.isBlank());
            if (value.isPresent()) {
                return normalized(value.get());
            }
        }
        return "";
    }

    private static Optional<String> value(String address, String parameter) {
        Matcher matcher = Pattern.compile("[?&#]" + parameter + "=([^&#]*)").matcher(address);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String percentDecoded(String value) {
        return PERCENT_ENCODED
                .matcher(value.replace('+', ' '))
                .replaceAll(hex -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex.group(1), 16))));
    }

    /** In the encoding that the page declares; otherwise in GBK if that is likely and UTF-8 is not. */
    private static String decodeChinese(String bytes, String declaredCharset) {
        Optional<String> gbk = decodeStrict(GBK, bytes);
        Optional<String> utf8 = decodeStrict(StandardCharsets.UTF_8, bytes);
        boolean isLikely = declaredCharset.isEmpty()
                && COMMON_GBK.matcher(bytes).matches()
                && !utf8.orElse("").matches("(?s).*[\\x{800}-\\x{10ffff}].*");
        boolean gbkFirst = isLikely || declaredCharset.toLowerCase(Locale.ROOT).startsWith("gb");
        return (gbkFirst ? gbk.or(() -> utf8) : utf8.or(() -> gbk))
                .orElse(new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static Optional<String> decodeStrict(Charset charset, String bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return Optional.of(charset.newDecoder().decode(buffer).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String normalized(String text) {
        String words = text.toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{Cc}\\p{Cs}&&\\P{IsWhite_Space}]", "")
                .replaceAll("[_\\p{IsWhite_Space}]+", " ")
                .strip();
        int length = words.codePointCount(0, words.length());
        return words.substring(0, words.offsetByCodePoints(0, Math.min(MAX_LENGTH, length)))
                .strip();
    }
}
