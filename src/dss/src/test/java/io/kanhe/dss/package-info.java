/** What the validator of the European Commission says of exported evidence. */
package io.kanhe.dss;
