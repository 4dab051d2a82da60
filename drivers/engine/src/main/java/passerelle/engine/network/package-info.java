/**
 * Networks of an engine and how a container joins them: addresses, names, links, published ports
 * and the files that the engine writes for it (libnetwork, daemon/container_operations.go).
 */
package passerelle.engine.network;
