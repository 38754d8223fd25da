package io.coursepulse.sandbox.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Imports run one way: from the wiring to the stages, never back, and nothing knows the sandbox. */
class ImportsTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath().endsWith("sandbox") ? Path.of("..") : Path.of("");

    private static final String[] BLACKLIST = {"io.coursepulse.address..", "io.coursepulse.blacklist.."};
    private static final String[] SPOUTS_BOLTS = {
        "io.coursepulse.log..",
        "io.coursepulse.enrich..",
        "io.coursepulse.rejected..",
        "io.coursepulse.spout..",
        "io.coursepulse.visit..",
        "io.coursepulse.activity.."
    };
    private static final String[] TRIDENT_STATE = {
        "io.coursepulse.config..", "io.coursepulse.counter..", "io.coursepulse.trident.."
    };
    private static final String TOPOLOGY = "io.coursepulse.topology..";
    private static final String WEB = "io.coursepulse.web..";
    private static final String SANDBOX = "io.coursepulse.sandbox..";
    private static final String FLUME = "io.coursepulse.flume..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importLocations(
                    Stream.of("flume", "blacklist", "spouts-bolts", "trident-state", "topology", "webui", "sandbox")
                            .map(module -> Location.of(PROJECT.resolve(module).resolve("target/classes")))
                            .toList());

    @Test
    void everyModuleIsLookedAt() {
        assertThat(List.of(
                        "io.coursepulse.flume.PromptKafkaSink",
                        "io.coursepulse.blacklist.Blacklist",
                        "io.coursepulse.spout.ExactKafkaSpout",
                        "io.coursepulse.activity.RecentActivityBolt",
                        "io.coursepulse.counter.Ledger",
                        "io.coursepulse.topology.Main",
                        "io.coursepulse.web.Main",
                        "io.coursepulse.sandbox.Main"))
                .allMatch(CLASSES::contain);
    }

    @Test
    void theStagesKnowNeitherEachOtherNorTheWiring() {
        refuse(BLACKLIST, join(join(SPOUTS_BOLTS, TRIDENT_STATE), TOPOLOGY, WEB, SANDBOX, FLUME));
        refuse(SPOUTS_BOLTS, join(TRIDENT_STATE, TOPOLOGY, WEB, SANDBOX, FLUME));
        refuse(TRIDENT_STATE, join(SPOUTS_BOLTS, TOPOLOGY, WEB, SANDBOX, FLUME));
        refuse(new String[] {FLUME}, join(join(SPOUTS_BOLTS, TRIDENT_STATE), TOPOLOGY, WEB, SANDBOX));
    }

    @Test
    void nothingKnowsTheSandboxOrTheWebServer() {
        refuse(new String[] {TOPOLOGY}, WEB, SANDBOX, FLUME);
        refuse(new String[] {WEB}, join(SPOUTS_BOLTS, TOPOLOGY, SANDBOX, FLUME));
    }

    @Test
    void theReadingSideWorksWithoutStorm() {
        refuse(BLACKLIST, "org.apache.storm..");
        refuse(new String[] {WEB, "io.coursepulse.counter..", "io.coursepulse.config.."}, "org.apache.storm..");
        refuse(new String[] {WEB}, "io.coursepulse.trident..");
    }

    @Test
    void onlyTheStoresOwnPackageKnowsHBase() {
        noClasses()
                .that()
                .resideInAnyPackage("io.coursepulse.counter", "io.coursepulse.trident..", WEB, TOPOLOGY)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hadoop..")
                .check(CLASSES);
    }

    @Test
    void onlyTheStoresOwnPackageAndItsPoolInStormKnowDatabases() {
        refuse(
                new String[] {"io.coursepulse.counter", "io.coursepulse.counter.hbase", WEB, TOPOLOGY},
                "java.sql..",
                "javax.sql..",
                "com.zaxxer..",
                "org.apache.storm.jdbc..");
    }

    @Test
    void noPackagesOfAStageDependOnEachOtherInACircle() {
        slices().matching("io.coursepulse.(address|blacklist|log|enrich|spout|visit|rejected|activity)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
        slices().matching("io.coursepulse.(counter.*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    private void refuse(String[] from, String... to) {
        noClasses()
                .that()
                .resideInAnyPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to)
                .check(CLASSES);
    }

    private static String[] join(String[] some, String... others) {
        return Stream.concat(Stream.of(some), Stream.of(others)).toArray(String[]::new);
    }
}
