package io.coursepulse.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.coursepulse.enrich.Client;
import io.coursepulse.enrich.Clients;
import io.coursepulse.enrich.Regions;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the generator's tables say of its visitors is what the pipeline finds out. */
class VisitorEnrichmentTest {

    private static final int SAMPLES = 20_000;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void assertAllInRegion(String region, String network) {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        AddressRange range = AddressRange.of(network);
        for (int i = 0; i < SAMPLES; i++) {
            String address = range.draw(random);
            assertThat(Regions.shared().of(ascii(address), 0, address.length()))
                    .as("%s, -Dseed=%d", address, seed)
                    .isEqualTo(region);
        }
    }

    @Test
    void everyNetworkIsInItsRegion() {
        ResourceTable.rows("addresses.txt").forEach(row -> assertAllInRegion(row[2], row[1]));
        ResourceTable.rows("robots.txt").forEach(row -> assertAllInRegion(row[2], row[1]));
    }

    @Test
    void everyBrowserHasItsClientAndDevice() {
        for (String[] row : ResourceTable.rows("browsers.txt")) {
            // The parser takes the hyphen that stands for nothing away.
            Client client = Clients.shared().of(ascii(row[3].equals("-") ? "" : row[3]));
            assertThat(client.name()).as(row[3]).isEqualTo(row[1]);
            assertThat(client.kind().label()).as(row[3]).isEqualTo(row[2]);
            assertThat(client.robot()).as(row[3]).isFalse();
        }
    }

    @Test
    void everyRobotIsDetected() {
        for (String[] row : ResourceTable.rows("robots.txt")) {
            Client client = Clients.shared().of(ascii(row[3]));
            assertThat(client.robot()).as(row[3]).isTrue();
            assertThat(client.name()).as(row[3]).isEqualTo(Client.ROBOT);
        }
    }
}
