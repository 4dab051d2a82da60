/**
 * What an engine knows and stands on: its containers, networks and images, the events that tell of
 * them, and the host (daemon/daemon.go, image/store.go, daemon/events).
 */
package passerelle.engine.state;
