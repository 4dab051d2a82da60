/**
 * What runs in a container: how it is started, the rights and limits it gets, its log, and the
 * programs of images that the catalogue describes (daemon/start.go, daemon/oci_linux.go, runc).
 */
package passerelle.engine.process;
