package io.kanhe;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static JavaClasses kanhe;

  @BeforeAll
  static void readClasses() {
    kanhe =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.kanhe");
  }

  @Test
  void arrowsPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("sandbox")
        .definedBy("io.kanhe.sandbox..")
        .layer("admin")
        .definedBy("io.kanhe.admin..")
        .layer("service")
        .definedBy("io.kanhe.service..")
        .layer("routing")
        .definedBy("io.kanhe.routing..")
        .layer("retention")
        .definedBy("io.kanhe.retention..")
        .layer("delivery")
        .definedBy("io.kanhe.delivery..")
        .layer("intake")
        .definedBy("io.kanhe.intake..")
        .layer("body")
        .definedBy("io.kanhe.body..")
        .layer("ledger")
        .definedBy("io.kanhe.ledger..")
        .layer("catalogue")
        .definedBy("io.kanhe.catalogue..")
        .layer("participant")
        .definedBy("io.kanhe.participant..")
        .layer("trust")
        .definedBy("io.kanhe.trust..")
        .layer("message")
        .definedBy("io.kanhe.message..")
        .layer("platform")
        .definedBy("io.kanhe.platform..")
        .whereLayer("sandbox")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("admin")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("service")
        .mayOnlyBeAccessedByLayers("admin", "sandbox")
        .whereLayer("routing")
        .mayOnlyBeAccessedByLayers("service", "admin", "sandbox")
        .whereLayer("retention")
        .mayOnlyBeAccessedByLayers("admin", "sandbox")
        .whereLayer("delivery")
        .mayOnlyBeAccessedByLayers("routing", "service", "admin", "sandbox")
        .whereLayer("intake")
        .mayOnlyBeAccessedByLayers("delivery", "routing", "service", "admin", "sandbox")
        .whereLayer("body")
        .mayOnlyBeAccessedByLayers("intake", "delivery", "retention", "admin", "sandbox")
        .whereLayer("ledger")
        .mayOnlyBeAccessedByLayers(
            "body", "intake", "delivery", "retention", "routing", "service", "admin", "sandbox")
        .whereLayer("platform")
        .mayOnlyBeAccessedByLayers(
            "message",
            "trust",
            "participant",
            "catalogue",
            "ledger",
            "body",
            "intake",
            "delivery",
            "retention",
            "routing",
            "service",
            "admin",
            "sandbox")
        .because("design.md section 2: doors, admin, sandbox at the top, platform at the bottom")
        .check(kanhe);
  }

  @Test
  void onlyTrustInternalKnowsBouncyCastle() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.kanhe.trust.internal..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bouncycastle..")
        .because("one place decides which provider does which cryptography")
        .check(kanhe);
  }

  @Test
  void messagesKnowNoDoorAndNoDatabase() {
    noClasses()
        .that()
        .resideInAPackage("io.kanhe.message..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..", "org.springframework..", "org.apache.camel..", "org.apache.cxf..")
        .because("a message must be readable by the offline verifier, which has neither")
        .allowEmptyShould(true)
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.kanhe.message")
                .that(
                    com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are not package descriptions",
                        c -> !c.getSimpleName().equals("package-info"))));
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .that()
        .areTopLevelClasses()
        .should()
        .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Info|Base)")
        .because("house style: implementations are named by technology or policy")
        .check(kanhe);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes()
        .that()
        .haveSimpleName("package-info")
        .should()
        .beAnnotatedWith(org.jspecify.annotations.NullMarked.class)
        .check(kanhe);
  }

  @Test
  void fieldsAreNotInjected() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.springframework.beans.factory.annotation.Autowired")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("jakarta.inject.Inject")
        .because("what a class needs stands in its constructor")
        .check(kanhe);
  }
}
