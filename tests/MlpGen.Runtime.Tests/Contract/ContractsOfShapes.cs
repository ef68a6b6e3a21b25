using MlpGen.Tests.Networks;

namespace MlpGen.Tests.Contract;

public class TinyNetContract : ContractTests<TinyNet, float>;

public class TinyNetLoopsContract : ContractTests<TinyNetLoops, double>;

public class OneByOneContract : ContractTests<OneByOne, float>;

public class LogitClassifierContract : ClassifierContractTests<LogitClassifier, double>;

public class SoftmaxClassifierContract : ClassifierContractTests<SoftmaxClassifier, float>;

public class OddShapeContract : ContractTests<OddShape, float>;

public class TwoQuestionsContract : ContractTests<TwoQuestions, float>;

public class HalfUnrolledContract : ClassifierContractTests<HalfUnrolled, float>;
