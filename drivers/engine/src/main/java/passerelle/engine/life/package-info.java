/**
 * From create to remove: the life of a container, and what is asked of one that runs
 * (daemon/create.go, daemon/kill.go, daemon/exec.go, daemon/health.go).
 */
package passerelle.engine.life;
