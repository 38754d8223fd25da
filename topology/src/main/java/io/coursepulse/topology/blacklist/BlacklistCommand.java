package io.coursepulse.topology.blacklist;

import io.coursepulse.blacklist.BlacklistAddress;
import io.coursepulse.blacklist.BlacklistEntry;
import io.coursepulse.blacklist.BlacklistException;
import io.coursepulse.blacklist.BlacklistStore;
import io.coursepulse.blacklist.BlacklistVersion;
import io.coursepulse.config.InvalidConfigurationException;
import io.coursepulse.config.Settings;
import io.coursepulse.store.CounterReader;
import io.coursepulse.store.StoreException;
import io.coursepulse.topology.Deployment;
import io.coursepulse.topology.PipelineConfig;
import io.coursepulse.topology.audit.AuditException;
import io.coursepulse.topology.audit.UnusedBlacklists;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code blacklist}: shows and changes the blacklist. Exit code 0; 1 if it could not be done. */
@Command(
        name = "blacklist",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Show and change who and what is not counted: addresses, networks, user agents, courses.",
            "A change reaches the running topologies within two seconds. It applies to lines that are counted from then on;"
                    + " counts up to then do not change."
        },
        mixinStandardHelpOptions = true)
public final class BlacklistCommand {

    private static final int DONE = 0;
    private static final int NOT_DONE = 1;

    @Mixin
    private final Deployment deployment;

    @Spec
    private CommandSpec spec;

    public BlacklistCommand(Deployment deployment) {
        this.deployment = deployment;
    }

    @Command(name = "list", description = "Print the entries, as import reads them.", mixinStandardHelpOptions = true)
    int list(
            @Option(
                            names = "--version-number",
                            paramLabel = "N",
                            description = "An earlier version (default: the current one).")
                    Long number) {
        return with(store -> {
            BlacklistVersion version = number == null ? store.current() : store.version(number);
            print("# " + describe(version) + (version.number() == 0 ? "" : ", made " + version.since()));
            version.entries().forEach(entry -> print(entry.text()));
            return DONE;
        });
    }

    @Command(name = "add", description = "Add entries.", mixinStandardHelpOptions = true)
    int add(@Mixin BlacklistEntries added) {
        List<BlacklistEntry> entries = added.all();
        return change(list -> list.addAll(entries));
    }

    @Command(
            name = "remove",
            description = "Remove entries. A network that was added is removed as a whole.",
            mixinStandardHelpOptions = true)
    int remove(@Mixin BlacklistEntries removed) {
        List<BlacklistEntry> entries = removed.all();
        return with(store -> {
            SortedSet<BlacklistEntry> present = store.current().entries();
            List<BlacklistEntry> absent =
                    entries.stream().filter(entry -> !present.contains(entry)).toList();
            if (!absent.isEmpty()) {
                absent.forEach(entry -> printError(entry.text() + " is not on the list."));
                printError("Nothing was changed.");
                return NOT_DONE;
            }
            return change(store, list -> list.removeAll(entries));
        });
    }

    @Command(
            name = "import",
            description = "Add a file's entries: an address, a network, \"agent TEXT\" or \"course ID\" in each"
                    + " line, comments after #.",
            mixinStandardHelpOptions = true)
    int importFile(
            @Parameters(paramLabel = "FILE", description = "The file, in UTF-8.") Path file,
            @Option(names = "--replace", description = "Remove all other entries.") boolean replace,
            @Option(
                            names = "--min-version",
                            paramLabel = "N",
                            defaultValue = "0",
                            description =
                                    "Number the new version N or higher: one more than the last version that counted lines"
                                            + " refer to, if ZooKeeper's data was lost.")
                    long minVersion) {
        return with(store -> {
            List<BlacklistEntry> entries = BlacklistFile.read(file);
            return report(
                    store,
                    store.current(),
                    store.change(
                            list -> {
                                if (replace) {
                                    list.clear();
                                }
                                list.addAll(entries);
                            },
                            minVersion));
        });
    }

    @Command(
            name = "prune",
            description = "Remove versions that no line in Kafka was classified with. Every change does so, too.",
            mixinStandardHelpOptions = true)
    int prune() {
        return with(store -> {
            List<Long> removed = prune(store);
            print(removed.isEmpty() ? "Every version is needed." : "Removed versions " + removed + ".");
            return DONE;
        });
    }

    private List<Long> prune(BlacklistStore store) {
        PipelineConfig pipeline = Settings.read(deployment.configuration(), PipelineConfig::of);
        try (CounterReader counts = pipeline.store().openReader()) {
            return store.prune(UnusedBlacklists.in(pipeline.kafka(), counts));
        }
    }

    private int change(Consumer<SortedSet<BlacklistEntry>> change) {
        return with(store -> change(store, change));
    }

    private int change(BlacklistStore store, Consumer<SortedSet<BlacklistEntry>> change) {
        return report(store, store.current(), store.change(change));
    }

    private int report(BlacklistStore store, BlacklistVersion before, BlacklistVersion after) {
        print((after.number() == before.number() ? "Nothing to change: " : "") + describe(after) + ".");
        try {
            prune(store);
        } catch (AuditException | StoreException | BlacklistException e) {
            printError("Versions that are not needed any more were not removed; `blacklist prune` does that. "
                    + e.getMessage());
        }
        return DONE;
    }

    private static String describe(BlacklistVersion version) {
        int entries = version.entries().size();
        return "version " + version.number() + ", " + (entries == 1 ? "1 entry" : entries + " entries");
    }

    private int with(Function<BlacklistStore, Integer> work) {
        try (BlacklistStore store = new BlacklistStore(address())) {
            return work.apply(store);
        } catch (InvalidConfigurationException
                | AuditException
                | StoreException
                | BlacklistException
                | BlacklistFile.InvalidBlacklistFileException e) {
            printError(e.getMessage());
            return NOT_DONE;
        }
    }

    private BlacklistAddress address() {
        return Settings.read(deployment.configuration(), PipelineConfig::of)
                .blacklist()
                .orElseThrow(() -> new BlacklistException.Refused("The configuration " + deployment.configuration()
                        + " names no ZooKeeper for the blacklist: set blacklist.zookeeper to host:port, and submit the"
                        + " topologies with it."));
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }

    private void printError(String text) {
        spec.commandLine().getErr().println(text);
    }
}
