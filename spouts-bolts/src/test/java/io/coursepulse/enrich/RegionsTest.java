package io.coursepulse.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.network.Addresses;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.dreamlu.mica.ip2region.core.IpInfo;
import net.dreamlu.mica.ip2region.core.IpV6Searcher;
import net.dreamlu.mica.ip2region.core.Searcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionsTest {

    private static final int SAMPLES = 50_000;

    private final Regions regions = Regions.shared();
    private final RegionCodes names = RegionCodes.load();
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    private String region(String client) {
        byte[] bytes = ("x" + client + "y").getBytes(StandardCharsets.UTF_8);
        return regions.of(bytes, 1, bytes.length - 1);
    }

    private static byte[] data(String name) throws IOException {
        try (InputStream data = Searcher.class.getResourceAsStream(name)) {
            return data.readAllBytes();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "113.64.0.1, CN-GD",
        "114.240.0.1, CN-BJ",
        "1.160.0.1, TW",
        "42.2.0.1, HK",
        "60.246.0.1, MO",
        "117.136.240.1, CN",
        "8.8.8.8, US",
        "126.1.2.3, JP",
        "2408:8256::1, CN-GD",
        "2408:8256:0:1::, CN-GD",
        "2001:da8:f000::1, CN",
        "2001:288:0000:0000:0000:0000:0000:0001, TW",
        "2003::1, DE",
        "2001:ce1::1, HK",
        "::ffff:113.64.0.1, CN-GD",
        "::FFFF:7140:1, CN-GD",
        "0:0:0:0:0:ffff:113.64.0.1, CN-GD",
    })
    void resolvesCountriesAndChineseProvinces(String address, String region) {
        assertThat(region(address)).isEqualTo(region);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "127.0.0.1",
                "169.254.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.255.255",
                "0.0.0.0",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fe80::1%eth0",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "2001:db8::1",
                "::ffff:127.0.0.1",
                "::ffff:192.168.0.1",
                "::113.64.0.1"
            })
    void privateAndReservedAddressesHaveNoRegion(String address) {
        assertThat(region(address)).isEqualTo("ZZ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                ":",
                "localhost",
                "113.64.0",
                "113.64.0.",
                "113.64.0.1.",
                ".113.64.0.1",
                "113.64.0.256",
                "113.064.0.1",
                "113.64..1",
                "113.64.0.1:80",
                "0113.64.0.1",
                "1130.64.0.1",
                "113.64.0.-1",
                "113.64.0.1x",
                "2408:8256",
                "2408:8256:",
                ":2408:8256::1",
                "2408:8256:::1",
                "2408:8256::1::",
                "2408:8256::12345",
                "2408:8256::g",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "1:2:3:4:5:6:7:113.64.0.1",
                "::ffff:113.64.0.256",
                "::ffff:113.64.0.1:1",
                "113.64.0.1::",
                "%",
                "dead.beef",
                "\u4e2d\u56fd"
            })
    void invalidAddressesHaveNoRegion(String text) {
        assertThat(region(text)).isEqualTo("ZZ");
    }

    @Test
    void ipv4MatchesIp2region() throws IOException {
        Searcher library = Searcher.newWithBuffer(data("/ip2region/ip2region.xdb"));
        Set<String> found = new HashSet<>();
        for (int i = 0; i < SAMPLES; i++) {
            long address = random.nextInt() & 0xffffffffL;
            String[] place = library.search(address).split("\\|");
            String region = region(Searcher.long2ip(address));
            assertThat(region)
                    .as("%s, -Dseed=%d", Searcher.long2ip(address), seed)
                    .isEqualTo(names.code(place[0], place[2]));
            found.add(region);
        }
        assertThat(found).contains("ZZ", "CN-GD", "CN-NM", "CN-BJ", "TW", "HK", "US", "DE");
    }

    @Test
    void ipv6MatchesIp2region() throws IOException {
        IpV6Searcher library = IpV6Searcher.newWithBuffer(data("/ip2region/ipv6wry.db"));
        int[] starts = {0x2001, 0x2400, 0x2403, 0x2404, 0x2408, 0x2409, 0x240e, 0x2600, 0x2804, 0x2a00, 0x2c0f};
        Set<String> found = new HashSet<>();
        for (int i = 0; i < SAMPLES / 5; i++) {
            ByteBuffer address = ByteBuffer.allocate(16);
            address.putLong(random.nextLong()).putLong(random.nextLong());
            address.putShort(0, (short) (i % 20 == 0 ? random.nextInt() : starts[random.nextInt(starts.length)]));
            if (i % 2 == 0) {
                address.putShort(2, (short) (0x8200 + random.nextInt(0x100)));
            }
            String text = InetAddress.getByAddress(address.array()).getHostAddress();
            IpInfo place = library.query(text);
            String region = region(text);
            assertThat(region)
                    .as("%s, -Dseed=%d", text, seed)
                    .isEqualTo(names.code(place.getCountry(), place.getProvince()));
            found.add(region);
        }
        assertThat(found).contains("ZZ", "CN", "CN-GD", "CN-NM", "US", "DE");
    }

    @Test
    void readsAllAddressForms() throws IOException {
        for (int i = 0; i < SAMPLES / 5; i++) {
            byte[] address = new byte[16];
            random.nextBytes(address);
            for (int zeros = random.nextInt(9); zeros > 0; zeros--) {
                int group = random.nextInt(8);
                address[2 * group] = 0;
                address[2 * group + 1] = 0;
            }
            String full = InetAddress.getByAddress(address).getHostAddress();
            String shortened = full.replaceFirst("(^|:)0(:0)*(:|$)", "::");
            for (String text : new String[] {full, shortened, shortened.toUpperCase(java.util.Locale.ROOT) + "%1"}) {
                byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
                int[] groups = Addresses.ipv6(bytes, 0, bytes.length);
                assertThat(groups).as("%s, -Dseed=%d", text, seed).isNotNull();
                for (int group = 0; group < 8; group++) {
                    assertThat(groups[group])
                            .as("%s, -Dseed=%d", text, seed)
                            .isEqualTo((address[2 * group] & 0xff) << 8 | address[2 * group + 1] & 0xff);
                }
            }
        }
    }

    @Test
    void neverThrows() {
        byte[] alphabet = "0123456789abcdefABCDEF..:::::%-_xyz".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < SAMPLES; i++) {
            byte[] bytes = new byte[random.nextInt(45)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] =
                        random.nextInt(50) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
            }
            assertThat(regions.of(bytes, 0, bytes.length)).as("-Dseed=%d", seed).matches("[A-Z]{2}(-[A-Z]{2})?");
        }
    }
}
