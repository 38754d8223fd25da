package io.coursepulse.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordNormalizerTest {

    private static final Charset GBK = Charset.forName("GBK");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "storm|storm",
                "Spark SQL\u5b9e\u6218|spark sql\u5b9e\u6218",
                "  storm \t\f trident  |storm trident",
                "\u3000\u5b9e\u6218\u00a0\u2028storm\u0085|\u5b9e\u6218 storm",
                "java_8|java 8",
                "__java_ _8__|java 8",
                "C++|c++",
                "a\u0000b\u0007c\u007fd\u009fe|abcde",
                "a \u0001 b|a b",
                "\u0001_\u0001a|a",
                "\ud83d\udcca \u6570\u636e|\ud83d\udcca \u6570\u636e",
                "a\ud83db|ab",
                "a\udccab\ud83d|ab",
                "\ud83d\u0000\udcca|''",
                "\u0130stanbul|i\u0307stanbul",
                "\u039b\u039f\u0393\u039f\u03a3|\u03bb\u03bf\u03b3\u03bf\u03c2",
                "\ufffd\ufffd|\ufffd\ufffd",
            })
    void spellingsAreNormalized(String searchTerms, String counted) {
        assertThat(KeywordNormalizer.normalize(searchTerms)).isEqualTo(counted);
        assertThat(KeywordNormalizer.normalize(counted)).isEqualTo(counted);
    }

    @Test
    void lineBreakIsWhiteSpace() {
        assertThat(KeywordNormalizer.normalize("\r\nstorm\n \rtrident\u2028kafka\n"))
                .isEqualTo("storm trident kafka");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "_", "_ _\t", "\u0000", "\u3000", "\u0085", "\ud83d", "\u0001_\u007f \udcca"})
    void unprintableKeywordsAreEmpty(String searchTerms) {
        assertThat(KeywordNormalizer.normalize(searchTerms)).isEmpty();
    }

    @Test
    void longKeywordsAreTruncatedAtCodePoints() {
        String longest = "\u5b9e".repeat(64);
        assertThat(KeywordNormalizer.normalize(longest)).isEqualTo(longest);
        assertThat(KeywordNormalizer.normalize("\u5b9e".repeat(100))).isEqualTo(longest);
        assertThat(KeywordNormalizer.normalize("\ud83d\udcca".repeat(100))).isEqualTo("\ud83d\udcca".repeat(64));
        assertThat(KeywordNormalizer.normalize("_".repeat(100) + longest)).isEqualTo(longest);
        assertThat(KeywordNormalizer.normalize("a".repeat(63) + " bc")).isEqualTo("a".repeat(63));
        assertThat(KeywordNormalizer.normalize("a".repeat(62) + " bc")).isEqualTo("a".repeat(62) + " b");
        assertThat(KeywordNormalizer.normalize("\u0130".repeat(64))).isEqualTo("i\u0307".repeat(32));
    }

    @Test
    void gbkAndUtf8GiveTheSameKeyword() {
        SearchEngines engines = SearchEngines.shared();
        String gbk = "https://www.baidu.com/s?wd=" + java.net.URLEncoder.encode("Storm \u5b9e\u6218_\u5165\u95e8", GBK);
        assertThat(engines.keyword("baidu", gbk.getBytes(GBK)).map(KeywordNormalizer::normalize))
                .contains("storm \u5b9e\u6218 \u5165\u95e8");
    }

    /** A table's key has at most 255 UTF-16 units; day, course and separators take 42 of them. */
    @Test
    void everyKeywordIsAValidRowKeyPart() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(200); length > 0; length--) {
                switch (random.nextInt(4)) {
                    case 0 -> text.append((char) random.nextInt(0x10000));
                    case 1 -> text.append((char) random.nextInt(0x100));
                    case 2 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                    default -> text.append(" _a".charAt(random.nextInt(3)));
                }
            }
            String counted = KeywordNormalizer.normalize(text.toString());
            assertThat(counted)
                    .as("-Dseed=%d", seed)
                    .doesNotContain("_", "  ")
                    .doesNotContainPattern("[\\p{Cc}\\p{Cs}]|^ | $")
                    .hasSizeLessThanOrEqualTo(255 - 42);
            assertThat(counted.codePointCount(0, counted.length()))
                    .as("-Dseed=%d", seed)
                    .isLessThanOrEqualTo(KeywordNormalizer.MAX_CODE_POINTS);
            assertThat(KeywordNormalizer.normalize(counted))
                    .as("-Dseed=%d", seed)
                    .isEqualTo(counted);
        }
    }
}
