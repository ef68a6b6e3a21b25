using Control;

namespace MlpGen.Samples.Tests.Control;

/// <summary>The pendulum swings up, stands, and stands again after a push, by a model that was learnt.</summary>
public class ControllerTests
{
    private static readonly Model s_model = Model.Learn(ticks: 1_500, seed: 3);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_pendulum_swings_up_and_stands_again_after_a_push(int seed)
    {
        var trial = new Trial(new Controller(s_model, Motion.Hanging, seed), seconds: 10);

        Assert.InRange(trial.StandsFrom(0, Trial.PushAt)!.Value, 1, 4);
        Assert.InRange(trial.StandsFrom(Trial.PushAt, 10)!.Value, Trial.PushAt, Trial.PushAt + 3);
        Assert.All(trial.Torques, torque => Assert.InRange(torque, -Pendulum.Torque, Pendulum.Torque));
        Assert.Equal(0, trial.AllocatedBytes);
    }

    [Fact]
    public void The_motor_alone_is_too_weak()
    {
        Motion motion = Motion.Hanging;
        for (int i = 0; i < 400; i++)
        {
            motion = Pendulum.Step(motion, Pendulum.Torque);

            Assert.True(Math.Cos(motion.Angle) < 0.5, $"tick {i}: height {Math.Cos(motion.Angle)}");
        }
    }

    [Fact]
    public void The_model_predicts_ticks_that_it_has_not_seen() => Assert.InRange(s_model.Error, 0, 0.01);

    [Fact]
    public void Slopes_are_those_of_the_steps()
    {
        var motion = new Motion(0.7, -1.5);
        const double torque = 2, h = 1e-5;
        double[] input = new double[4], jacobian = new double[4];
        var slopes = new Slope[1];
        Model.Encode(motion, torque, input);
        s_model.Differentiate(input, jacobian, slopes);

        Near(motion with { Angle = motion.Angle - h }, motion with { Angle = motion.Angle + h }, torque, torque, slopes[0].ByAngle);
        Near(motion with { Speed = motion.Speed - h }, motion with { Speed = motion.Speed + h }, torque, torque, 1 + slopes[0].BySpeed);
        Near(motion, motion, torque - h, torque + h, slopes[0].ByTorque);

        static void Near(Motion before, Motion after, double torqueBefore, double torqueAfter, double slope) => Assert.InRange(
            slope - ((s_model.Step(after, torqueAfter).Speed - s_model.Step(before, torqueBefore).Speed) / (2 * h)), -1e-7, 1e-7);
    }

    [Fact]
    public void Energy_is_kept_without_motor_and_friction_almost()
    {
        var motion = new Motion(2.5, 0);
        double first = Energy(motion);
        for (int i = 0; i < 40; i++)
        {
            motion = Pendulum.Step(motion, 0);
        }

        Assert.InRange(Energy(motion) - first, -0.3, 0); // friction takes a little in a second

        static double Energy(Motion motion) => (9.81 * Math.Cos(motion.Angle)) + (motion.Speed * motion.Speed / 2);
    }
}
