package io.kanhe.service.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The masking rules of domain 4.3. All values are invented. */
class MaskTest {

  @ParameterizedTest
  @CsvSource({
    "name, 测试, 测*",
    "name, 测试甲, 测*甲",
    "name, 测试甲乙, 测**乙",
    "name, 测, *",
    "farmer, 测试乙, 测*乙",
    "idNo, 331081190001010178, 331081********0178",
    "idNo, 35098219000101023X, 350982********023X",
    "mobile, 13800000000, 138****0000",
    "plate, 浙J12345, 浙J·***45",
    "plate, 浙JD12345, 浙J·****45",
    "vin, LTEST0008P0000001, ***********000001",
    "address, 椒江区中心大道123号, 椒江区中心大道",
    "address, 椒江区中心大道十二号3幢, 椒江区中心大道",
    "address, 椒江区中心大道, 椒江区中心大道",
    "drop, 测试甲, ''",
    "redact, 车主331081190001010178电话13800000000车浙J12345, 车主***电话***车***",
    "redact, 损失两千元, 损失两千元",
    "redact, 单号12345678901234, 单号12345678901234",
    "redact, 账号6222000000000000001止, 账号***止",
    "redact, 号３３１０８１１９０００１０１０１７８与１３８００００００００及浙Ｊ１２３４５, 号***与***及***",
    "redact, 电8613800000000或138-0000-0000或331081 19000101 0178, 电***或***或***",
    "redact, 车浙j·1a345, 车***",
    "address, 示例县丝雀路12-3号, 示例县丝雀路",
    "address, 示例县丝雀路８８号, 示例县丝雀路",
    "address, 12号, *",
  })
  void coversAValue(String rule, String value, String covered) {
    assertThat(Mask.of(rule).orElseThrow().apply(value)).isEqualTo(covered);
  }
}
