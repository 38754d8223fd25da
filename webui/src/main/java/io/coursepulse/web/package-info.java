/** The web server: reads its configuration, wires the packages below, and stops in order. */
package io.coursepulse.web;
