package io.coursepulse.sandbox.server;

import java.util.Map;
import java.util.stream.Collectors;

/** Hadoop's form of a configuration file. */
final class XmlSettings {

    private XmlSettings() {}

    static String of(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .map(setting -> "  <property><name>" + setting.getKey() + "</name><value>"
                        + escaped(setting.getValue().toString()) + "</value></property>\n")
                .collect(Collectors.joining("", "<?xml version=\"1.0\"?>\n<configuration>\n", "</configuration>\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
