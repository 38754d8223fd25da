package io.coursepulse.cli;

import io.coursepulse.topology.blacklist.BlacklistCommands;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The topology's blacklist commands, for the running sandbox. */
@Command(name = "blacklist", mixinStandardHelpOptions = true)
public final class BlacklistCommand extends BlacklistCommands {

    @Mixin
    private RunOption run;

    @Override
    protected Path configuration() {
        return Path.of(RunningSandbox.require(run, "listed").configuration());
    }
}
