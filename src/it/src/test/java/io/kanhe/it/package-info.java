/**
 * Black-box flows against a started gateway. Messages are signed and checked with Bouncy Castle and
 * WSS4J alone: nothing of Kanhe is on this class path, so a fault that signer and verifier of the
 * gateway share is seen here.
 */
package io.kanhe.it;
