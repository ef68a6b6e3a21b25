using QuickStart;

float[] p = [-3, -2, -1, 0, 1, 2, -0.2f, 0.3f, -0.1f, -2, -1, 0, 1, 2, 3, 0.1f, -0.1f];
var net = new TinyNet(p);
float[] trace = new float[TinyNet.TraceSize];
net.ForwardTrace([0.1f, 0.2f], trace);
Console.WriteLine(string.Join(" ", trace));
Console.WriteLine(MlpGen.GradientCheck.OfLoss<TinyNet, float>(p, [0.1f, 0.2f], [0f, 1f]));
Console.WriteLine(MlpGen.GradientCheck.OfLoss<XorLearner, float>(new XorLearner(1).Parameters, [0.1f, 0.2f], [0f]));
Console.WriteLine(MlpGen.GradientCheck.OfLoss<DigitNet, float>(new DigitNet(1).Parameters, new float[784], new float[10]));
