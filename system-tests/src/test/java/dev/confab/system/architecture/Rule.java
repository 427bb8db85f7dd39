package dev.confab.system.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// The rules, each with the name of the planted class that breaks it.
enum Rule {
  DOMAIN_KNOWS_RULES_ONLY(
      "domain.KnowsTheBroker",
      noClasses()
          .that()
          .resideInAPackage("..domain..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.apache.kafka..",
                  "org.springframework..",
                  "java.sql..",
                  "jakarta..",
                  "..archive..",
                  "..shard.."))
          .because("a rule of chat that needs a broker or a container to be tested is misplaced")),

  DOMAIN_HAS_NO_CLOCK(
      "domain.LooksAtTheClock",
      noClasses()
          .that()
          .resideInAPackage("..domain..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .because("time and identity arrive with the command, so that a replay decides the same")),

  SHARD_REACHES_KAFKA_BY_ITS_LOG(
      "shard.Outbox",
      noClasses()
          .that()
          .resideInAPackage("..shard..")
          .and(
              named(
                  "Shard", "ShardOpening", "ShardLog", "Outbox", "Rosters", "Checkpoint", "Entry"))
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "org.springframework.."))
          .because("the whole life of a shard also runs in a simulation that has no broker")),

  SHARD_KNOWS_NO_DATABASE(
      "shard.AsksTheDatabase",
      noClasses()
          .that()
          .resideInAPackage("..shard..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("..archive..", "java.sql..", "jakarta.."))
          .because("chat goes on while PostgreSQL is down")),

  SCHEMA_KNOWS_NOBODY(
      "schema.KnowsTheWeb",
      noClasses()
          .that()
          .resideInAPackage("dev.confab..schema..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.springframework..", "jakarta.."))
          .because("analytics and clients use the schema without a web framework")),

  SERVICES_STAND_ALONE(
      "gateway.KnowsHistory",
      classes()
          .should(Conditions.knowNoOtherServiceThanTheirOwn())
          .because("services speak by topics only, so that each can be run and replaced alone")),

  ARCHIVE_HAS_THE_DATABASE(
      "gateway.AsksTheDatabase",
      noClasses()
          .that(not(resideInAnyPackage("..archive..", "dev.confab.standalone.postgres..")))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "java.sql..",
                  "javax.sql..",
                  "jakarta.persistence..",
                  "org.hibernate..",
                  "org.springframework.jdbc..",
                  "org.springframework.orm..",
                  "org.springframework.data.."))
          .because("the database is a view: only who keeps or reads that view may touch it")),

  CONTROLLERS_KNOW_NO_CLIENTS(
      "rest.ProducesByHand",
      noClasses()
          .that()
          .resideInAPackage("..rest..")
          .or()
          .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.kafka.clients.."))
          .because(
              "the path to the log with its keys and deadlines is one, and not in a controller")),

  READS_ARE_COUNTED(
      "history.ReadsUncounted",
      methods()
          .that()
          .areMetaAnnotatedWith("org.springframework.web.bind.annotation.RequestMapping")
          .and()
          .areDeclaredInClassesThat()
          .resideInAPackage("..history..")
          .should(Conditions.take("dev.confab.history.page.Reading"))
          .because(
              "what takes none is not counted, and not passed on to the instance that holds the session")),

  JACKSON_IS_THREE(
      "schema.WritesWithJacksonTwo",
      noClasses()
          .should()
          .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson.databind.."))
          .because(
              "two mappers write the same value differently, and frames are compared as bytes")),

  PACKAGES_HAVE_NO_CYCLES(
      "circle.left",
      slices()
          .assignedFrom(new PackageSlices())
          .should()
          .beFreeOfCycles()
          .because("what can't be told apart can't be understood, tested or replaced apart")),

  PACKAGES_ARE_NULL_MARKED(
      "unmarked.InAnUnmarkedPackage",
      classes()
          .should(Conditions.resideInANullMarkedPackage())
          .because("the compiler checks null only where the package says so")),

  FIELDS_ARE_NOT_INJECTED(
      "gateway.IsInjected",
      noFields()
          .should()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
          .orShould()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
          .orShould()
          .beAnnotatedWith("jakarta.inject.Inject")
          .orShould()
          .beAnnotatedWith("jakarta.annotation.Resource")
          .because("what a class needs stands in its constructor")),

  ONLY_THE_LAUNCH_PRINTS(
      "gateway.PrintsToTheConsole",
      noClasses()
          .that(
              not(
                  resideInAnyPackage("dev.confab.standalone.launch..")
                      .or(named("StandaloneApplication", "ClusterApplication"))))
          .should(ACCESS_STANDARD_STREAMS)
          .because("logs have levels and formats; the console is the user's")),

  NAMES_SAY_SOMETHING(
      "naming.SessionManager",
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .because("such a name fits any class, so it says nothing of this one")),

  INTERFACES_ARE_NOT_PREFIXED(
      "naming.ISession",
      noClasses()
          .that()
          .areInterfaces()
          .should()
          .haveNameMatching(".*[.$]I[A-Z][a-z].*")
          .because("who uses a type needs not know that it is an interface")),

  PACKAGES_ARE_NOUNS_OF_THE_PRODUCT(
      "util.Anything",
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..",
              "..common..",
              "..impl..",
              "..helper..",
              "..dto..",
              "..service..",
              "..model..",
              "..controller..")
          .because("a package is a part of chat, not a kind of class"));

  private final String planted;

  @SuppressWarnings("ImmutableEnumChecker") // ArchUnit's rules never change, but don't say so.
  private final ArchRule check;

  Rule(String planted, ArchRule check) {
    this.planted = planted;
    this.check = check;
  }

  /// Part of the name of the class that breaks the rule.
  String planted() {
    return planted;
  }

  ArchRule check() {
    return check;
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    Set<String> all = Set.of(names);
    return DescribedPredicate.describe(
        "named " + String.join(", ", names), type -> all.contains(outermost(type).getSimpleName()));
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }
}
