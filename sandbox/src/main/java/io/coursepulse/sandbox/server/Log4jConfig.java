package io.coursepulse.sandbox.server;

/** Logging configurations for standard output, which the sandbox appends to the server's log file. */
final class Log4jConfig {

    private Log4jConfig() {}

    /** A Log4j 2 configuration. */
    static String log4j2(String level) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Configuration shutdownHook="disable" status="warn">
                  <Appenders>
                    <Console name="stdout">
                      <PatternLayout pattern="%%d{yyyy-MM-dd HH:mm:ss.SSS} %%-5p %%c{1.} - %%m%%n"/>
                    </Console>
                  </Appenders>
                  <Loggers>
                    <Root level="%s">
                      <AppenderRef ref="stdout"/>
                    </Root>
                  </Loggers>
                </Configuration>
                """
                .formatted(level);
    }

    /** A Log4j 1 configuration, for HBase. */
    static String log4j1(String level) {
        return """
                log4j.rootLogger=%s, stdout
                log4j.appender.stdout=org.apache.log4j.ConsoleAppender
                log4j.appender.stdout.layout=org.apache.log4j.PatternLayout
                log4j.appender.stdout.layout.ConversionPattern=%%d{yyyy-MM-dd HH:mm:ss.SSS} %%-5p %%c{1} - %%m%%n
                # Standalone: warns at every start that native code and metrics sinks are missing.
                log4j.logger.org.apache.hadoop.util.NativeCodeLoader=ERROR
                log4j.logger.org.apache.hadoop.metrics2=ERROR
                """
                .formatted(level);
    }
}
