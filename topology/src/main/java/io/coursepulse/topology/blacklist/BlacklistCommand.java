package io.coursepulse.topology.blacklist;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code storm jar coursepulse-topology.jar io.coursepulse.topology.Main blacklist --config FILE add 203.0.113.7}. */
@Command(name = "blacklist", mixinStandardHelpOptions = true)
public final class BlacklistCommand extends BlacklistCommands {

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path config;

    @Override
    protected Path configuration() {
        return config;
    }
}
