/** How Storm runs the topologies, as Nimbus reports it to Storm's generated Thrift client; nothing else of Storm is used. */
package io.coursepulse.web.storm;
