package io.kanhe.admin.bundle;

import io.kanhe.catalogue.Service;
import io.kanhe.platform.ErrorCode;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The README of a bundle: what is in it, how messages are made, what answers mean. */
final class BundleReadme {

  private final Service service;
  private final String description;
  private final BundleAddresses addresses;

  /**
   * @param description of the service in Markdown, from its heading on
   */
  BundleReadme(Service service, String description, BundleAddresses addresses) {
    this.service = service;
    this.description = description;
    this.addresses = addresses;
  }

  String write(Map<String, ExampleMessage> examples) {
    return head() + clients(examples) + header() + addresses() + answers() + "\n" + description;
  }

  private String head() {
    return """
        # %s %s · %s · %s

        Everything that a partner needs to send and receive this service through Kanhe. The persons and organisations in the
        samples are invented.

        **中文摘要** `contract/` 为接口契约（XSD、WSDL、表格结构），`samples/` 为样例，`codes/` 为代码表，`examples/` 为 Java、Python、Node
        示例程序：签名、发送样例报文并核验回执。报文头各项见“The header”，错误代码与处理办法见“Answers”。样例中的人员、机构均为虚构。

        | folder | what |
        |---|---|
        | `contract/` | XSD files, complete; a WSDL 1.1 if there are XML formats; a schema for each table (`.schema.json`: Table Schema for CSV, JSON Schema of one line for NDJSON) |
        | `samples/` | a right document of each format |
        | `codes/` | the code lists that the fields name |
        | `examples/` | clients in Java, Python and Node, and what they send |

        """
        .formatted(service.id(), service.version(), service.nameZh(), service.nameEn());
  }

  private String clients(Map<String, ExampleMessage> examples) {
    return """
        ## First message in five minutes

        Against the sandbox that `./kanhe up` starts; a partner of the sandbox lends its keys:

        ```sh
        cd examples
        sh sandbox-keys.sh /path/to/kanhe/certs insurer-a          # keys/; the partner that the message file names
        python3 python/kanhe_client.py kanhe.properties messages/FILE.properties
        (cd java && javac -d out *.java) && java -cp java/out KanheClient kanhe.properties messages/FILE.properties
        (cd node && npm install --ignore-scripts) && node node/kanhe-client.js kanhe.properties messages/FILE.properties
        ```

        Each prints the answer of a query, checks the receipt against `log.vkey`, and ends with 0 if the message was accepted. Java needs a
        JDK 17 alone; Python 3.9 the package `cryptography`; Node 18 two packages for canonical XML. With your own keys: put `signing.key`,
        `signing.pem`, `tls.key`, `tls.pem` (PEM, keys in PKCS #8) and from the operator `root.pem` and `log.vkey` into `keys/`.
        A query needs its provider: start one beside it with `./kanhe partner police` (or `weather`, `livestock`, `insurer`).

        | message | door |
        |---|---|
        %s
        """
        .formatted(
            examples.entrySet().stream()
                .map(
                    each ->
                        "| `messages/" + each.getKey() + "` | " + each.getValue().door() + " |\n")
                .collect(Collectors.joining()));
  }

  private String header() {
    return """
        ## The header

        `k:MessageHeader` (schema `contract/kanhe-envelope-1.xsd`), child elements in this order:

        | element | what to write |
        |---|---|
        | `messageId` | a new UUID in lower case for each message; the same message again keeps it, byte for byte |
        | `serviceId`, `version` | `%s`, `%s` |
        | `operation`, `direction` | one of %s |
        | `sender` | your unified social credit code: that of the certificate that signs |
        | `receiver` | %s, the gateway; routes decide who gets it. A service that names its reader has that one as second `receiver` |
        | `sentTime` | now, with offset; within 300 s of the gateway's clock |
        | `expiresTime` | optional |
        | `correlationId` | in an answer: the `messageId` under which the question came |
        | `businessKey` | number of the document, claim or batch, at most 64 characters |
        | `purposeCode` | %s (`codes/CL-18.csv`), as your agreement says |
        | `legalBasis` | %s (`codes/CL-19.csv`), as your agreement says |
        | `consentRef` | with LB-CONSENT: the consent, registered before by the service `kanhe.consent` |
        | `agreementId` | the agreement under which you send |
        | `operatorRef` | pseudonym of the person who asks, never a name; needed where questions of one operator are counted |
        | `priority` | 0 to 9, optional |
        | `environment` | `Exercise` or `Test` until the operator says `Actual` |
        | `payloadDigest` | SHA-256 of the payload: its exclusive canonical form (SOAP), its exact bytes (MQ, feed) |
        | `payloadSizeBytes`, `payloadRows` | feeds only |

        """
        .formatted(
            service.id(),
            service.version(),
            service.operations().stream()
                .map(
                    each ->
                        "`"
                            + each.name()
                            + "` "
                            + each.directions().stream()
                                .sorted()
                                .map(Enum::name)
                                .collect(Collectors.joining("/")))
                .collect(Collectors.joining(", ")),
            addresses.receiver(),
            codes(service.purposes()),
            codes(service.terms().legalBases()));
  }

  private static String codes(java.util.Set<String> codes) {
    return codes.isEmpty()
        ? "any code"
        : codes.stream().sorted().map(each -> "`" + each + "`").collect(Collectors.joining(", "));
  }

  private String addresses() {
    return """
        ## Addresses

        Mutual TLS everywhere, with the TLS certificate that the operator registered for you. `%s` stands for the host that the operator gave you.

        | door | address | what is signed, and how |
        |---|---|---|
        | SOAP 1.1, 1.2 | `POST %s` | WS-Security: `k:MessageHeader`, Body and `wsu:Timestamp`, exclusive canonicalization, BinarySecurityToken |
        | MQ | send to `kanhe.in.<id>`, receipts on `kanhe.receipt.<id>`, deliveries on `kanhe.out.<id>`; core/JMS %d, AMQP %d, MQTT %d, STOMP %d | CMS SignedData in DER around `k:Message` (header and payload) |
        | feed | `PUT %s` | header field `Kanhe-Header`: base64 of CMS SignedData around `k:MessageHeader`; the file is the body |

        Signatures: RSA from 2048 bits or ECDSA P-256/P-384 with SHA-256 or more, Ed25519, SM2 with SM3; no SHA-1. The WSDL has no WS-SecurityPolicy:
        generators read policies each in its own way; the examples show the signature in full.

        """
        .formatted(
            addresses.host(),
            addresses.soap(),
            addresses.core(),
            addresses.amqp(),
            addresses.mqtt(),
            addresses.stomp(),
            addresses.feed(service.id()));
  }

  private static String answers() {
    return """
        ## Answers

        Whatever is recorded has a receipt (`k:Receipt`): in the SOAP answer or in its header field `Kanhe-Receipt` for a query, on `kanhe.receipt.<id>`,
        in the body of the feed's answer. Check it, as the examples do, and keep it with the bytes that you sent: both prove the message
        without the gateway. No answer, or a code with RETRY: send the same bytes again. REJECT: correct, and send with a new `messageId`.
        A delivery is acknowledged by a signed message (direction ACK, service `kanhe.acknowledgement`), a question by its answer (RESPONSE).

        | code | | what it means | what to do |
        |---|---|---|---|
        """
        + Arrays.stream(ErrorCode.values())
            .map(
                each ->
                    "| "
                        + each
                        + " | "
                        + each.disposition()
                        + " | "
                        + each.title()
                        + " | "
                        + each.remedy()
                        + " |\n")
            .collect(Collectors.joining());
  }
}
