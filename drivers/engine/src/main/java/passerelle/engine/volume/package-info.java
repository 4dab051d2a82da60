/**
 * Volumes, what containers have mounted, and their root file systems (daemon/volumes_unix.go,
 * volume/service).
 */
package passerelle.engine.volume;
