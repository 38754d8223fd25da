package io.coursepulse.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsTest {

    private static final String WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";

    private final Clients clients = Clients.shared();

    private Client client(String userAgent) {
        return clients.of(userAgent.replace("WEBKIT", WEBKIT).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Chrome  | Desktop | Mozilla/5.0 (Windows NT 10.0; Win64; x64) WEBKIT Chrome/131.0.0.0 Safari/537.36",
                "Edge    | Phone   | Mozilla/5.0 (Linux; Android 13; SM-S918B) WEBKIT Chrome/120.0.0.0 Mobile Safari/537.36 EdgA/120.0.2210.61",
                "Firefox | Desktop | Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
                "Safari  | Tablet  | Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1",
                "Internet-Explorer | Desktop | Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko",
                "WeChat  | Phone   | Mozilla/5.0 (iPhone; CPU iPhone OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.49(0x1800312a) NetType/4G Language/zh_CN",
                "WeCom   | Desktop | Mozilla/5.0 (Windows NT 10.0; Win64; x64) WEBKIT Chrome/120.0.0.0 Safari/537.36 wxwork/4.1.10 (MicroMessenger/6.2) WindowsWechat",
                "UC      | Phone   | Mozilla/5.0 (Linux; U; Android 12; zh-CN; PGJM10 Build/SP1A.210812.016) WEBKIT Version/4.0 Chrome/100.0.4896.58 UCBrowser/16.4.8.1280 Mobile Safari/537.36",
                "360     | Desktop | Mozilla/5.0 (Windows NT 10.0; Win64; x64) WEBKIT Chrome/122.0.6261.95 Safari/537.36 360SE",
                "Weibo   | Phone   | Mozilla/5.0 (iPhone; CPU iPhone OS 16_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Weibo (iPhone13,2__weibo__12.11.0__iphone__os16.1)",
                "WebView | Phone   | Mozilla/5.0 (iPhone; CPU iPhone OS 16_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
            })
    void detectsApp(String name, String device, String userAgent) {
        assertThat(client(userAgent)).isEqualTo(new Client(name, device, false));
    }

    @Test
    void decodesEscapedUserAgents() {
        assertThat(client("Mozilla/5.0 (Linux; Android 11; \\x22Pad Pro\\x22; \\xE5\\xB9\\xB3\\xE6\\x9D\\xBF) WEBKIT"
                        + " Chrome/99.0.4844.88 Safari/537.36"))
                .isEqualTo(client("Mozilla/5.0 (Linux; Android 11; \\\"Pad Pro\\\"; \u5e73\u677f) WEBKIT"
                        + " Chrome/99.0.4844.88 Safari/537.36"))
                .isEqualTo(new Client("Chrome", "Tablet", false));
        for (String cut : new String[] {"\\", "\\x", "\\x2", "\\xZZ", "a\\"}) {
            assertThat(client(cut).name()).as(cut).isEqualTo(Client.OTHER);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
                "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) WEBKIT Chrome/131.0.6778.69 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 (X11; Linux x86_64) WEBKIT HeadlessChrome/120.0.0.0 Safari/537.36",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) WEBKIT Chrome/50.0.2661.102 Safari/537.36; 360Spider",
                "curl/8.5.0",
                "okhttp/4.9.3",
            })
    void allRobotsAreOneClient(String userAgent) {
        Client client = client(userAgent);
        assertThat(client.robot()).isTrue();
        assertThat(client.name()).isEqualTo("Robot");
    }

    @Test
    void emptyIsUnknownAndUnlistedIsOther() {
        assertThat(client("")).isEqualTo(Client.UNKNOWN);
        assertThat(client(" ")).isEqualTo(Client.UNKNOWN);
        for (String rest : new String[] {"x", "My_Own App/1.0", "_", "\u767e\u5ea6", "() { :; }; echo", "Lynx/2.8"}) {
            assertThat(client(rest).name()).as(rest).isEqualTo("Other");
        }
        assertThat(clients.of(new byte[Clients.MAX_LENGTH + 1])).isEqualTo(Client.TOO_LONG);
    }

    @Test
    void resultIsCached() {
        String userAgent =
                "Mozilla/5.0 (Windows NT 10.0) WEBKIT Chrome/131.0.1." + System.nanoTime() + " Safari/537.36";
        assertThat(client(userAgent)).isSameAs(client(userAgent));
    }

    @Test
    void everyNameIsAValidRowKeyPart() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            assertThat(clients.of(bytes).name()).as("-Dseed=%d", seed).matches("[A-Za-z0-9-]{1,32}");
        }
    }
}
