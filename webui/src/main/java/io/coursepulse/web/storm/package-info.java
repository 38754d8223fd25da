/** How Storm runs the topologies, as Nimbus tells: by its Thrift interface, without Storm on the class path. */
package io.coursepulse.web.storm;
